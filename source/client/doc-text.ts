import {cleanText} from '../domain/text.js';
import type {Doc} from '../protocol/docs.js';
import {readDiagram} from './diagram.js';
import type {DocText} from './state/doc.js';

/** Characters of a document that are shown; whoever wants more of it saves it. */
export const longestShown = 200_000;

/** A document as it can be read on a terminal: without control characters, and of a diagram its words. */
export const textOfDoc = ({content = '', kind, filePath}: Doc): DocText => {
	const isDiagram = kind === 'diagram' || filePath.toLowerCase().endsWith('.excalidraw');
	const text = isDiagram ? readDiagram(content) : content;
	return {text: cleanText(text.slice(0, longestShown)), length: text.length, isDiagram};
};
