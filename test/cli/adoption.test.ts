import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {prepareAdoption} from '../../source/cli/adoption.js';
import {pathsUnder} from '../../source/system/paths.js';
import {session} from '../helpers/builders.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {runProgram, shells} from './agent-build.js';

const introduction = `You are session s-1.\n\n${`It's "quoted" $HOME \`id\` `.repeat(20)}.`;

const prepare = async () => {
	const paths = pathsUnder(path.join(await temporaryFolder(), "it's $(a) home"));
	const adoption = await prepareAdoption({
		...{session: session({taskIds: ['T-1', 'T-2']}), token: 's-1.s3cret', agent: claude, version: '2.1.329'},
		...{introduction, serverUrl: 'http://127.0.0.1:4567', paths},
	});
	return {...adoption, paths};
};

test('no secret is on a line, and every file is for its owner alone', async () => {
	const {exports, command, folder} = await prepare();

	expect([...exports, command].join('\n')).not.toContain('s3cret');
	for (const name of ['token', 'settings.json']) {
		expect(((await stat(path.join(folder, name))).mode & 0o777).toString(8)).toBe('600');
	}
	expect(JSON.parse(await readFile(path.join(folder, 'settings.json'), 'utf8')).hooks).toHaveProperty('FileChanged');
});

for (const [name, shell] of shells) {
	test(`${name} makes of the lines what they mean`, async () => {
		const {exports, command, folder, paths} = await prepare();
		const show = `claude() { for word in "$@"; do printf '%s\\0' "$word"; done; }`;

		const {stdout, stderr} = await runProgram([...shell, '-c', [...exports, show, command, 'env -0'].join('\n')], {
			input: '',
			// Else bash takes our pipe for a remote login, and reads the person's own file.
			environment: {SHLVL: '2'},
		});

		expect(stderr).toBe('');
		const said = stdout.split('\0');
		expect(said.slice(0, 4)).toEqual(['--settings', `${folder}/settings.json`, '--append-system-prompt', introduction]);
		for (const line of [
			`MAESTRO_HOME=${paths.home}`,
			'MAESTRO_SERVER_URL=http://127.0.0.1:4567',
			'MAESTRO_SESSION_ID=s-1',
			'MAESTRO_PROJECT_ID=p-1',
			'MAESTRO_TASK_IDS=T-1,T-2',
			'MAESTRO_SESSION_TOKEN=s-1.s3cret',
			`PATH=${paths.programs}:${process.env.PATH}`,
		]) {
			expect(said).toContain(line);
		}
	});
}
