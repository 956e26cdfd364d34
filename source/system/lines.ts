import {open} from 'node:fs/promises';

const newline = 10;

type Reading = {
	/** Where in the file to begin, in bytes: 0 unless given. */
	readonly from?: number;
	readonly chunkSize?: number;
};

/**
Hands over the lines of a file in blocks of whole ones, each with its newline, until `each` answers `false`. Resolves with what comes
after the last newline, and where that begins. A block is a view of a buffer that is used again: `each` may write into it, and keeps
nothing of it.
*/
export const readBlocks = async (
	file: string,
	each: (block: Buffer) => boolean,
	{from = 0, chunkSize = 256 * 1024}: Reading = {},
): Promise<{readonly rest: Buffer; readonly restStart: number}> => {
	const handle = await open(file, 'r');
	try {
		let buffer = Buffer.allocUnsafe(chunkSize);
		let spare = Buffer.allocUnsafe(chunkSize);
		let held = 0;
		let start = from;
		let reading = handle.read(buffer, 0, buffer.length, start);
		for (;;) {
			const {bytesRead} = await reading;
			const filled = buffer.subarray(0, held + bytesRead);
			const length = filled.lastIndexOf(newline) + 1;
			const rest = filled.subarray(length);
			held = rest.length;
			start += length;
			if (held > spare.length / 2) {
				spare = Buffer.allocUnsafe(buffer.length * 2);
			}

			rest.copy(spare);
			if (bytesRead > 0) {
				// The next piece comes while this one is looked at.
				reading = handle.read(spare, held, spare.length - held, start + held);
			}

			if (length > 0 && !each(filled.subarray(0, length))) {
				await reading;
				return {rest: Buffer.alloc(0), restStart: start};
			}

			if (bytesRead === 0) {
				return {rest: Buffer.from(rest), restStart: start};
			}

			[buffer, spare] = [spare, buffer];
		}
	} finally {
		await handle.close();
	}
};
