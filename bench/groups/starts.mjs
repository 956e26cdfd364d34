import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openEcho} from '../lib/echo.mjs';
import {createLauncher} from '../lib/launcher.mjs';
import {median, quantile, shuffled} from '../lib/statistics.mjs';
import {milliseconds, row} from '../lib/table.mjs';
import {createWorld, door} from '../lib/world.mjs';

/** What Claude Code gives a hook after a batch of tools (recorded; only the length of the output varies). */
const hookInput = (directory, output) =>
	JSON.stringify({
		session_id: '00000000-0000-4000-8000-000000000010',
		transcript_path: `${directory}/00000000-0000-4000-8000-000000000010.jsonl`,
		cwd: directory,
		prompt_id: '00000000-0000-4000-8000-000000000011',
		permission_mode: 'default',
		effort: {level: 'medium'},
		hook_event_name: 'PostToolBatch',
		tool_calls: [
			{
				tool_name: 'Bash',
				tool_input: {command: 'npm test', description: 'Run the tests'},
				tool_use_id: 'toolu_746f45e3',
				tool_response: output,
			},
		],
	});

const waitingText = 'Please review the change to the inbox reader: the parser drops the last line.';

const prepare = async ({atEnd}) => {
	const world = await createWorld({atEnd});
	const {ids} = await world.populate(3);
	await world.start();
	const [quiet, busy, other] = ids;
	const programs = path.join(world.home, 'bin');
	const hook = [path.join(programs, 'maestro-hook')];
	const maestro = path.join(programs, 'maestro');
	const short = await world.write('short.json', hookInput(world.directory, 'ok'));
	const long = await world.write('long.json', hookInput(world.directory, 'x'.repeat(100_000)));
	const said = path.join(world.folder, 'said');
	const launch = options =>
		createLauncher({environment: world.environmentOf(quiet), directory: world.directory, atEnd, ...options});
	const fill = async () => world.ask('POST', `/api/sessions/${busy}/messages`, {message: waitingText});
	const sending = ['session', 'send', '--to', other, '--message', waitingText];

	const hookThatAnswers = launch({command: hook, environment: world.environmentOf(busy), input: short, output: said});
	return {
		node: launch({command: [process.execPath, '-e', '0']}),
		hook: launch({command: hook, input: short}),
		longHook: launch({command: hook, input: long}),
		async fullHook() {
			await fill();
			const took = await hookThatAnswers();
			if (!(await readFile(said, 'utf8')).includes('the parser drops the last line')) {
				throw new Error('The hook has not shown the message that waited');
			}

			return took;
		},
		/** What the server takes to hand out a message and to hear that it was shown: a hook waits for both. */
		async answer() {
			await fill();
			const began = performance.now();
			const {taking} = await world.ask('POST', `/api/sessions/${busy}/take`, {
				hook: {hook_event_name: 'PostToolBatch', session_id: '0'},
			});
			await world.ask('POST', `/api/sessions/${busy}/confirm`, {taking});
			return performance.now() - began;
		},
		inbox: launch({command: [maestro, 'inbox', '--quiet']}),
		help: launch({command: [process.execPath, door, '--help']}),
		list: createLauncher({
			command: [process.execPath, door, 'task', 'list'],
			environment: world.environment,
			directory: world.directory,
			atEnd,
		}),
		send: launch({command: [maestro, ...sending]}),
		echo: await openEcho({file: path.join(world.folder, 'echo'), atEnd}),
	};
};

const measure = async ({rounds, ...context}) => {
	const cases = Object.entries(await prepare(context));
	const times = Object.fromEntries(cases.map(([name]) => [name, []]));
	for (const [, run] of cases) {
		await run();
	}

	for (let round = 0; round < rounds(30); round++) {
		for (const [name, run] of shuffled(cases)) {
			times[name].push(await run());
			// The server reads what hooks leave; that is not the next one's to pay.
			await pause(10);
		}
	}

	const node = median(times.node);
	const answer = median(times.answer);
	const line = (title, values, budget = {}, floor = node, less = 0) =>
		row({
			title,
			value: milliseconds(median(values) - less),
			tail: milliseconds(quantile(values, 0.95) - less),
			floor: milliseconds(floor),
			ratio: (median(values) - less) / floor,
			...budget,
		});
	return [
		line('node -e 0', times.node),
		line('hook, nothing waits', times.hook, {atMost: 0.12}),
		line('hook, nothing waits, 100 KB', times.longHook, {atMost: 0.12}),
		line('hook, a message waits', times.fullHook),
		line('  without the server’s answer', times.fullHook, {atMost: 1.5}, node, answer),
		line('maestro inbox --quiet', times.inbox, {atMost: 1.3}),
		line('maestro --help', times.help, {atMost: 1.25}),
		line('maestro task list', times.list),
		line('maestro session send', times.send, {atMost: 1.35}, node + median(times.echo)),
	];
};

/** Programs that start often, next to `node -e 0`; a send next to that and a durable echo. */
export const startsGroup = {name: 'starts', title: 'Programs that start', measure};
