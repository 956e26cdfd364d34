import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {run} from '../../source/system/run.js';

/** What runs in windows of tests: it does as it is told through a pipe, and otherwise waits. */
const script = `
exec 3<>"$1"
while read -r what how <&3; do
	case $what in
		exit) exit "$how" ;;
		show) cat "$how" ;;
	esac
done
`;

export type ToldProgram = {
	readonly command: readonly [string, ...string[]];
	readonly exit: (code: number) => Promise<void>;
	readonly show: (text: string) => Promise<void>;
};

export const toldProgram = async (folder: string, name: string): Promise<ToldProgram> => {
	const pipe = path.join(folder, `${name}.pipe`);
	const text = path.join(folder, `${name}.text`);
	await run('mkfifo', [pipe]);
	return {
		command: ['sh', '-c', script, 'told', pipe],
		exit: async code => writeFile(pipe, `exit ${code}\n`),

		async show(content) {
			await writeFile(text, content);
			await writeFile(pipe, `show ${text}\n`);
		},
	};
};
