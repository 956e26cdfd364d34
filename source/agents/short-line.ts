import {cleanLine} from '../domain/text.js';

/** UTF-16 code units. */
const longestLine = 200;

/**
Text of an agent on one line that is short enough to be shown beside its state.
*/
export const shortLine = (text: string): string => {
	const line = cleanLine(text);
	return line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
