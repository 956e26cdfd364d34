import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {buildProgram} from '../../helpers/child.js';
import {eventually} from '../../helpers/eventually.js';
import {extent} from '../../helpers/extent.js';
import {newWindow} from '../../helpers/new-window.js';
import {privateTmux} from '../../helpers/private-tmux.js';
import {whereInstalled} from '../../helpers/require.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const helpers = path.join(import.meta.dirname, '..', '..', 'helpers');
const text = 'first line\nsecond line';

const open = async () => {
	const {create, socket, tmux} = await privateTmux();
	const multiplexer = create();
	const start = await buildProgram(path.join(helpers, 'prompt-child.ts'));
	// The server is not a child of what is killed.
	await tmux('new-session', '-d', '-s', 'mine');

	/** An app that writes a text, and is killed at that moment; then one that nobody kills. What the second says, and what was entered. */
	const writeKilledAt = async (moment: number) => {
		const home = await temporaryFolder();
		const entered = path.join(home, 'entered');
		const {window} = await multiplexer.openWindow(
			newWindow({
				directory: home,
				key: `key_${String(moment).padStart(5, '0')}`,
				command: [process.execPath, path.join(helpers, 'programs', 'prompt-box'), entered],
			}),
		);
		await eventually(async () =>
			expect(await multiplexer.capture(window, {lines: 9, colours: false})).toContain('manual'),
		);
		const run = async (at: number) => {
			const child = start(home, socket, JSON.stringify(window), String(at));
			await child.ended;
			return child.lines.at(-1);
		};
		const first = await run(moment);
		const [, ...states] = (await run(0))?.split(' ') ?? [];
		const texts = (await readFile(entered, 'utf8').catch(() => ''))
			.split('\n')
			.filter(Boolean)
			.map(line => JSON.parse(line));
		await multiplexer.closeWindow(window);
		return {isDone: first !== undefined, states, texts};
	};

	return {writeKilledAt};
};

whereInstalled('tmux')('an app that is killed while it writes a text into a window', () => {
	test('at whatever moment: the text is entered once, or nobody claims that it was; never twice', async () => {
		const {writeKilledAt} = await open();
		const every = extent(4, 1);
		const outcomes = new Set<string>();
		let moment = 1 + Math.floor(Math.random() * every);

		for (let isDone = false; !isDone; moment += every) {
			const outcome = await writeKilledAt(moment);
			const [state, ...others] = outcome.states;
			isDone = outcome.isDone;
			outcomes.add(`${state} ${outcome.texts.length}`);

			expect(others, `killed at moment ${moment}`).toEqual([]);
			expect(['typed', 'unknown'], `killed at moment ${moment}`).toContain(state);
			expect(outcome.texts, `killed at moment ${moment}`).toEqual(
				state === 'typed' || outcome.texts.length > 0 ? [text] : [],
			);
		}

		expect(moment).toBeGreaterThan(15);
		expect([...outcomes]).toContain('typed 1');
	}, 300_000);
});
