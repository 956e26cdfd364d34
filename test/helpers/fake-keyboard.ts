import {PassThrough} from 'node:stream';

/** What a terminal is read from: what is written into it was typed. */
export const createKeyboard = (): NodeJS.ReadStream & PassThrough => {
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	}) as unknown as NodeJS.ReadStream & PassThrough;
	return stdin;
};
