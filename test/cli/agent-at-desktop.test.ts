import {expect, test} from 'vitest';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {buildAgent, runProgram} from './agent-build.js';

const {bundle} = buildAgent();

const rows: ReadonlyArray<[words: readonly string[], instead: RegExp]> = [
	[['inbox'], /has no inbox: what is written to a session is typed into its window/],
	[['report', 'progress', 'Half way'], /maestro session report progress\|blocked\|complete TEXT/],
	[['session', 'send', '--to', 'sess_b', '--message', 'hi'], /maestro session prompt SESSION --message TEXT/],
	[['session', 'siblings'], /maestro session list/],
];

/** A shell in a session of a desktop server: it is told who it is, and has no secret. */
const run = async (words: readonly string[]) => {
	const server = await startDesktopServer();
	const environment = {
		...{MAESTRO_HOME: await temporaryFolder(), MAESTRO_SERVER_URL: server.url(), MAESTRO_SESSION_ID: 'sess_a'},
	};
	const began = Date.now();
	const answer = await runProgram([process.execPath, bundle, ...words], {environment, input: '{}'});
	return {...answer, tookMs: Date.now() - began, asked: server.wiretap.asked()};
};

for (const [words, instead] of rows) {
	test(`in a session of a desktop server maestro ${words[0]} ${words[1] ?? ''} says at once what there is instead`, async () => {
		const {exitCode, stderr, stdout, asked, tookMs} = await run(words);

		expect(stderr).toMatch(/^maestro: The server at http\S+ is that of the Maestro desktop app, .*\n$/);
		expect(stderr).toMatch(instead);
		expect({exitCode, stdout}).toEqual({exitCode: 5, stdout: ''});
		expect(asked.map(({path}) => path)).toEqual(['/health']);
		expect(tookMs).toBeLessThan(3000);
	});
}

test('a hook there says nothing, and disturbs nobody', async () => {
	expect(await run(['hook'])).toMatchObject({exitCode: 0, stdout: '', stderr: ''});
});
