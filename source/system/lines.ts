import {open} from 'node:fs/promises';

const newline = 10;

/**
Hands over each line of a file, without its end, until `each` answers `false`. Resolves with what comes after the last newline,
and where that begins. A line is a view of a buffer that is used again: keep nothing of it.
*/
export const readLines = async (
	file: string,
	each: (line: Buffer) => boolean,
	chunkSize = 1024 * 1024,
): Promise<{readonly rest: Buffer; readonly restStart: number}> => {
	const handle = await open(file, 'r');
	try {
		let buffer = Buffer.allocUnsafe(chunkSize);
		let held = 0;
		let bufferStart = 0;
		for (;;) {
			const {bytesRead} = await handle.read(buffer, held, buffer.length - held, null);
			const filled = buffer.subarray(0, held + bytesRead);
			let start = 0;
			for (let end = filled.indexOf(newline, held); end !== -1; end = filled.indexOf(newline, start)) {
				if (!each(filled.subarray(start, end))) {
					return {rest: Buffer.alloc(0), restStart: bufferStart + end + 1};
				}

				start = end + 1;
			}

			if (bytesRead === 0) {
				return {rest: Buffer.from(filled), restStart: bufferStart};
			}

			const rest = filled.subarray(start);
			held = rest.length;
			bufferStart += start;
			if (held > buffer.length / 2) {
				buffer = Buffer.concat([rest], buffer.length * 2);
			} else {
				rest.copy(buffer);
			}
		}
	} finally {
		await handle.close();
	}
};
