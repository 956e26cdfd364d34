import {expect, test} from 'vitest';
import {longAgo, mode, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

test('a task is created, and dispatched after the exact command was shown', async () => {
	const app = await openApp({projects: [project()]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));

	await app.press(']', 't');
	expect(app.frame()).toContain('New task in Demo:');
	await app.press('Mend the door', 'enter');
	await eventually(() => expect(app.frame()).toMatch(/› T-101 +Mend the door/));

	await app.press('n');
	expect(app.frame()).toMatch(/› interactive +Work on it in a window/);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain("Command    claude 'Work on T-101: Mend the door'"));
	expect(app.server.data.sessions.size).toBe(0);

	await app.press('enter');
	await eventually(() => expect(app.frame()).toMatch(/› ● working +T-101-interactive +T-101 Mend .+ interactive/));
	expect(app.frame()).toContain('1 working');
});

test('leaving a dispatch leaves nothing behind', async () => {
	const app = await openApp({projects: [project()], tasks: [task()]});
	await app.press(']');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));

	await app.press('n', 'enter', 'esc');

	expect(app.frame()).toContain('[Tasks]');
	expect(app.server.data.sessions.size).toBe(0);
});

test('another mode has to be shown before it is run', async () => {
	const app = await openApp({projects: [project()], tasks: [task()]});
	await app.press(']');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));
	await app.press('n', 'enter');
	await eventually(() => expect(app.frame()).toContain('T-1-interactive'));

	await app.press('j', 'enter');

	await eventually(() => expect(app.frame()).toContain('T-1-code-review'));
	expect(app.server.data.sessions.size).toBe(0);
});

test('what a refusal said stays on the screen, and so does what was written', async () => {
	const app = await openApp({projects: [project()]});
	await eventually(() => expect(app.frame()).toContain('No sessions yet'));
	await app.press(']', 't', 'Mend the door');
	await app.server.stop();

	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('New task in Demo: Mend the door'));
});

const given = {projects: [project()], tasks: [task()]};

const openDispatch = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await app.press(']');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));
	await app.press('n');
	await eventually(() => expect(app.frame()).toMatch(/› \S+ +.*(window|headless)/));
	await eventually(() => expect(app.frame()).not.toContain('looking which are installed'));
	return app;
};

const requests = ({server}: Awaited<ReturnType<typeof openApp>>, start: string) =>
	server.asked.filter(({method, path}) => method === 'POST' && path.startsWith(start));

test('what was chosen is shown, and then run to the letter', async () => {
	const app = await openDispatch();

	await app.press('a', 'a', 'p', 'p', 's', 'Mind the hinges', 'enter', 'e', "--model 'big one'", 'enter', 'b');
	expect(app.frame()).toMatch(/a Agent +Codex 0\.99\.0/);
	expect(app.frame()).toMatch(/p Permission +edit: it edits files without asking/);
	expect(app.frame()).toMatch(/s Say besides +Mind the hinges/);
	expect(app.frame()).toMatch(/e Arguments +--model 'big one'/);
	expect(app.frame()).toMatch(/b Work tree +make one/);
	await app.press('enter');
	await eventually(() =>
		expect(app.frame()).toContain(
			"codex --permission edit --model 'big one' 'Work on T-1: Mend the\ndoor. Mind the hinges'",
		),
	);
	expect(app.frame()).toContain('Folder     /srv/demo.worktrees/T-1 (a work tree that is made first)');
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('[Sessions]'));

	const order = {
		...{agent: 'codex', permission: 'edit', words: 'Mind the hinges', extras: ['--model', 'big one']},
		...{workTree: true, multiplexer: 'tmux'},
	};
	expect(requests(app, '/api/dispatch/').map(({body}) => body)).toEqual([order]);
	expect(requests(app, '/dispatch/').map(({path, body}) => [path, body])).toEqual([
		['/dispatch/interactive/T-1', order],
	]);
});

test('where no agent was chosen, the one that was shown is run', async () => {
	const app = await openDispatch();
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Agent      claude'));

	await app.press('enter');

	await eventually(() => expect(requests(app, '/dispatch/').map(({body}) => body)).toMatchObject([{agent: 'claude'}]));
});

const changes: ReadonlyArray<
	[title: string, change: (app: Awaited<ReturnType<typeof openApp>>) => Promise<void> | void]
> = [
	['another permission was chosen', async app => app.press('p')],
	['another mode was selected', async app => app.press('j')],
	['the task got another title', app => void app.server.put.task(task({title: 'Mend the gate'}))],
	['the project moved', app => void app.server.put.project(project({workingDir: '/elsewhere'}))],
	[
		'the modes are not as they were',
		async app => {
			app.server.changeModes([mode({summary: 'Changed by now'})]);
			await eventually(() => expect(app.frame()).toContain('Changed by now'));
		},
	],
];

for (const [title, change] of changes) {
	test(`once ${title}, it is shown anew before it is run`, async () => {
		const app = await openDispatch();
		await app.press('enter');
		await eventually(() => expect(app.frame()).toContain('enter Run it'));

		await change(app);
		await eventually(() => expect(app.frame()).toContain('enter Show what it would run'));
		await app.press('enter');

		await eventually(() => expect(requests(app, '/api/dispatch/').length).toBe(2));
		expect(requests(app, '/dispatch/')).toEqual([]);
	});
}

test('a late answer about another choice is dropped', async () => {
	const app = await openDispatch();
	app.server.holdPlans();
	await app.press('enter');
	await eventually(() => expect(requests(app, '/api/dispatch/').length).toBe(1));
	expect(app.frame()).toContain('Asking what exactly it would run');
	await app.press('enter');
	expect(app.frame()).toContain('It is being asked what it would run');

	await app.press('j');
	app.server.answerPlans();
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('enter Run it'));

	expect(app.frame()).toContain('Headless   T-1-code-review');
	expect(app.frame()).not.toContain('T-1-interactive');
});

test('modes that people write are there at once, with what they shadow and what is wrong with their files', async () => {
	const app = await openDispatch();

	app.server.changeModes(
		[mode({id: 'hunt', label: 'Hunt bugs', source: '/home/me/modes/hunt.md', shadows: ['built in'], agent: 'codex'})],
		[{file: '/home/me/modes/bad.md', line: 3, text: 'agent: there is no agent "cluade"'}],
	);

	await eventually(() => expect(app.frame()).toMatch(/› hunt +Hunt bugs +window/));
	expect(app.frame()).toContain('It is from /home/me/modes/hunt.md');
	expect(app.frame()).toContain('It stands before the one of that name that is built in');
	expect(app.frame()).toContain('/home/me/modes/bad.md:3 agent: there is no agent "cluade"');
	expect(app.frame()).toMatch(/Agent +Codex 0\.99\.0 \(the mode's own\)/);
});

test('a headless mode is offered the agents that can run without a window', async () => {
	const app = await openDispatch();
	await app.press('a', 'a', 'a');
	expect(app.frame()).toMatch(/Agent +OpenCode/);
	await app.press('p');
	expect(app.frame()).toContain('Its agent cannot be told what it may do without asking');

	await app.press('j');

	expect(app.frame()).toMatch(/Agent +the usual one/);
	await app.press('a', 'a');
	expect(app.frame()).toMatch(/Agent +Codex/);
	await app.press('a');
	expect(app.frame()).toMatch(/Agent +the usual one/);
	expect(app.frame()).toContain('Not installed: Gemini CLI; maestro doctor says more');
});

test('a quote that is not closed is said before anything is taken', async () => {
	const app = await openDispatch();

	await app.press('e', "--model 'big", 'enter');
	expect(app.frame()).toContain('Arguments: --model');
	await app.press("'", 'enter');

	expect(app.frame()).toMatch(/e Arguments +--model big/);
});

test('a mode that runs already is told of before it is run', async () => {
	const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
	const app = await openDispatch({sessions: [session({name: 'Builder', run})]});

	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('It runs in this mode already, as Builder'));
});

test('on the smallest terminal all of it can be read', async () => {
	const app = await openDispatch({columns: 40, rows: 10});
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Window     T-1-interactive'));
	expect(app.frame()).toMatch(/space: \d+ more lines/);

	await app.press('space');
	expect(app.frame()).toContain('Command    claude');
	for (let page = 0; page < 6 && !app.frame().includes('from the start'); page += 1) {
		await app.press('space');
	}

	await app.press('space');
	expect(app.frame()).toContain('Window     T-1-interactive');
});

test('without a connection nothing is shown and nothing is run', async () => {
	const app = await openDispatch();
	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));

	await app.press('enter');

	expect(app.frame()).toContain('Not connected');
	expect(requests(app, '/api/dispatch/')).toEqual([]);
});

test('typing by mistake changes nothing of what was chosen', async () => {
	const app = await openDispatch();
	await app.press('a');

	await app.rush('apbs');

	expect(app.frame()).toContain('That looked like typing');
	expect(app.frame()).toMatch(/Agent +Claude Code/);
	expect(app.frame()).toMatch(/Permission +the agent's own rule/);
});

test('what cannot run says why, is asked again, and is not run', async () => {
	const app = await openDispatch({modes: [mode({id: 'look', agent: 'gemini'})]});
	await eventually(() => expect(app.frame()).toContain("Gemini CLI (the mode's own, which is not installed)"));
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Cannot run: gemini is not in PATH'));

	await app.press('enter');

	await eventually(() => expect(requests(app, '/api/dispatch/').length).toBe(2));
	expect(requests(app, '/dispatch/')).toEqual([]);
});
