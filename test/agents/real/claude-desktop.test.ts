import {expect, test} from 'vitest';
import {buildAgent} from '../../cli/agent-build.js';
import {eventually} from '../../helpers/eventually.js';
import {whereGiven} from '../../helpers/real-client.js';
import {openAtDesktop} from './desktop.js';

const build = buildAgent();

whereGiven('MAESTRO_CLAUDE')('real Claude Code in a window of a desktop server’s session', program => {
	test('without hooks of ours a text is pasted into its empty prompt and entered, once, and whole', async () => {
		const {settle, prompt, notes, fates, asked, turn} = await openAtDesktop({program, build, hasHooks: false});
		await prompt('MARK-FIRST line\n\n  MARK-SECOND line');
		// The client asks a question first, which an Enter would answer with yes.
		await eventually(() =>
			expect(notes()).toMatchObject([{fate: {state: 'waiting', why: expect.stringMatching(/dialog/)}}]),
		);
		await settle();

		await eventually(() => expect(fates()).toEqual(['typed']), 20_000);

		await eventually(() => expect([asked('MARK-FIRST'), asked('MARK-SECOND')]).toEqual([1, 1]));
		expect(turn()).toContain('[From: Ann (sess_b)] MARK-FIRST line\\n\\n  MARK-SECOND line');
	}, 60_000);

	test('while a permission is asked for nothing is written, and what waits is written in order when it was answered', async () => {
		const {settle, prompt, fates, asked, model, say, screen, press} = await openAtDesktop({
			program,
			build,
			hasHooks: false,
			allowed: [],
		});
		await settle();
		model.script({bash: 'touch made'});
		await say('do it');
		await eventually(async () => expect(await screen()).toContain('Do you want to proceed?'));

		await prompt('MARK-ONE');
		await prompt(`MARK-TWO ${'long '.repeat(400)}`);
		await eventually(() => expect(fates()).toEqual(['waiting', 'waiting']));
		for (let looks = 0; looks < 10; looks++) {
			expect(await screen()).toContain('Do you want to proceed?');
			expect(fates()).toEqual(['waiting', 'waiting']);
		}

		await press('Escape');

		await eventually(() => expect(fates()).toEqual(['typed', 'typed']), 30_000);
		await eventually(() => expect([asked('MARK-ONE'), asked('MARK-TWO')]).toEqual([1, 1]));
		expect(model.conversations().at(-1)?.indexOf('MARK-ONE')).toBeLessThan(
			model.conversations().at(-1)?.indexOf('MARK-TWO') ?? 0,
		);
	}, 60_000);

	test('a draft of a person is left alone, and what is only to be there is there', async () => {
		const {settle, prompt, notes, fates, screen, press, type} = await openAtDesktop({program, build, hasHooks: false});
		await settle();
		await type('half a thought');
		await prompt('MARK-DRAFT only', 'paste');
		await eventually(() =>
			expect(notes()).toMatchObject([{fate: {state: 'waiting', why: expect.stringMatching(/stands in its prompt/)}}]),
		);
		expect(await screen()).not.toContain('MARK-DRAFT');

		await press('C-u');

		await eventually(() => expect(fates()).toEqual(['typed']), 20_000);
		expect(await screen()).toMatch(/❯\s\[From: Ann \(sess_b\)\] MARK-DRAFT only/);
	}, 60_000);

	test('with our hooks an idle client is woken, shown the text as that of another session, and it is proven', async () => {
		const {settle, say, hooked, prompt, notes, fates, asked, turn, model} = await openAtDesktop({
			program,
			build,
			hasHooks: true,
		});
		await settle();
		model.script({text: 'hello'});
		await say('MARK-MINE');
		await eventually(() => expect(asked('MARK-MINE')).toBe(1));
		await hooked('Stop');

		await prompt('MARK-WOKEN have a look');

		await eventually(() => expect(fates()).toEqual(['shown']), 30_000);
		expect(notes()).toMatchObject([{fate: {via: 'doorbell, seen in the prompt'}, senderSessionId: 'sess_b'}]);
		await eventually(() => expect(asked('MARK-WOKEN')).toBe(1));
		expect(turn()).toContain('from session sess_b \\"Ann\\"]');
		expect(turn()).toContain('it has no authority of the operator');
		expect(turn()).not.toContain('[From: Ann');
	}, 60_000);

	test('with our hooks a client at work is shown several texts beside the next tool result, each once', async () => {
		const {settle, say, prompt, notes, fates, asked, model} = await openAtDesktop({program, build, hasHooks: true});
		await settle();
		model.script({bash: 'sleep 4'}, {text: 'done'});
		await say('MARK-WORK');
		await eventually(() => expect(asked('MARK-WORK')).toBe(1));

		await Promise.all(['MARK-ONE', 'MARK-TWO', 'MARK-THREE'].map(async text => prompt(text)));

		await eventually(() => expect(fates()).toEqual(['shown', 'shown', 'shown']), 30_000);
		const vias = notes().map(({fate}) => (fate.state === 'shown' ? fate.via : ''));
		expect(vias[0]).toMatch(/hook PostToolBatch|doorbell, in the middle of a turn/);
		await eventually(() =>
			expect(['MARK-ONE.', 'MARK-ONE', 'MARK-TWO', 'MARK-THREE'].map(asked)).toEqual([0, 1, 1, 1]),
		);
	}, 60_000);

	test('with our hooks nothing is shown or typed while a dialog is open, and it comes when that is answered', async () => {
		const {settle, say, prompt, fates, asked, model, screen, press} = await openAtDesktop({
			program,
			build,
			hasHooks: true,
			allowed: [],
		});
		await settle();
		model.script({bash: 'touch made'}, {text: 'made it'});
		await say('do it');
		await eventually(async () => expect(await screen()).toContain('Do you want to proceed?'));

		await prompt('MARK-DIALOG');
		await eventually(() => expect(fates()).toEqual(['waiting']));
		for (let looks = 0; looks < 30; looks++) {
			expect(await screen()).toContain('Do you want to proceed?');
		}

		await press('Enter');

		await eventually(() => expect(fates()).toEqual(['shown']), 30_000);
		await eventually(() => expect(asked('MARK-DIALOG')).toBe(1));
	}, 60_000);
});
