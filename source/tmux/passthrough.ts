/**
A sequence for the terminal around tmux, which tmux hands on where its option `allow-passthrough` is on, and drops where it is not.
*/
export const throughTmux = (sequence: string): string =>
	`\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
