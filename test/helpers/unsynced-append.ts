import {closeSync, ftruncateSync, mkdirSync, openSync, writeSync} from 'node:fs';
import path from 'node:path';
import type {OpenAppend} from '../../source/system/append.js';

/** Appends that survive the end of a program and not a power cut, which is all that a test of a thousand crashes needs. */
export const openUnsynced: OpenAppend = async (file, {isNew}) => {
	mkdirSync(path.dirname(file), {recursive: true});
	const descriptor = openSync(file, isNew ? 'ax' : 'a');
	return {
		async append(bytes) {
			writeSync(descriptor, bytes);
		},
		async cut(length) {
			ftruncateSync(descriptor, length);
		},
		async close() {
			closeSync(descriptor);
		},
	};
};
