// Terminal sequences go whole (CSI, OSC and the other strings, then two-character escapes); then every control character
// but newline and tab. U+0080–U+009F are controls too: a terminal takes U+009B for the start of a CSI.
const sequences =
	/(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/g;
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
// Marks that change the order of what stands around them, and so can make a line read as another.
const reordering = /[\u202A-\u202E\u2066-\u2069]/g;

/**
Text from outside, made safe to keep and to draw: no terminal sequences, no control characters but newline and tab,
line ends as `\n`, lone surrogates replaced.
*/
export const cleanText = (text: string): string =>
	text
		.replaceAll('\r\n', '\n')
		.replaceAll('\r', '\n')
		.replace(sequences, '')
		.replace(controls, '')
		.replace(reordering, '')
		.toWellFormed();

/**
The same on one line: newlines and tabs become spaces.
*/
export const cleanLine = (text: string): string =>
	cleanText(text)
		.replace(/[\n\t]+/g, ' ')
		.trim();
