import {Writable} from 'node:stream';

/** As much of a terminal's stream as Ink asks for. */
export const createInkStream = (target: NodeJS.WriteStream, take: (chunk: string) => void): NodeJS.WriteStream => {
	const stream = new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			take(String(chunk));
			done();
		},
	});
	Object.defineProperties(stream, {
		isTTY: {value: true},
		columns: {get: () => target.columns},
		rows: {get: () => target.rows},
	});
	// It has no more of a terminal's stream than was given to it here; Ink asks for nothing else.
	return stream as unknown as NodeJS.WriteStream;
};
