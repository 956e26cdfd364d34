/**
The key after the prefix that runs a command, in what `list-keys -T prefix` prints.
*/
export const keyFor = (command: string, printed: string): string | undefined => {
	for (const line of printed.split('\n')) {
		const [, key, bound] = /^bind-key\s+(?:-r\s+)?-T prefix\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
		if (key !== undefined && bound === command) {
			return key.replace(/^\\(?=.)/, '');
		}
	}

	return undefined;
};
