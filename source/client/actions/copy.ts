import {clipboardSequence, longestCopy} from '../clipboard.js';
import type {Tools} from './tools.js';

/**
Puts a text into the clipboard of the operator's terminal, wherever that is. A multiplexer between takes it for its own or hands on what is
wrapped, as it is set; it is sent both ways, as nobody can tell which. Neither says whether it did.
*/
export const copy =
	({terminal, store, throughMultiplexer}: Tools) =>
	async (what: string, text: string): Promise<void> => {
		const {sequence, isCut} = clipboardSequence(text);
		const wrapped = throughMultiplexer(sequence);
		const isWrapped = wrapped !== sequence;
		terminal.write(sequence + (isWrapped ? wrapped : ''));
		const cut = isCut ? `, the first ${longestCopy.toLocaleString('en')} bytes of it` : '';
		const whom = isWrapped ? 'the multiplexer and the terminal let' : 'the terminal lets';
		store.send({event: 'notice', data: {tone: 'info', text: `Copied ${what}${cut}, if ${whom} programs do that`}});
	};
