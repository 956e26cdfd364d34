import {spawn} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {badgeOf} from '../../../source/domain/badge.js';
import {eventually} from '../../helpers/eventually.js';
import {whereGiven} from '../../helpers/real-client.js';
import {openClaude, type RealClaude} from './claude.js';

type Client = {readonly pid: number; readonly directory: string};

const times = (text: string | undefined, mark: string): number => (text ?? '').split(mark).length - 1;

const asked = ({model}: RealClaude, mark: string): number => times(model.conversations().at(-1), mark);

const isAsked = async (claude: RealClaude, mark: string) =>
	eventually(() => expect(asked(claude, mark), `times ${mark} was asked`).toBeGreaterThan(0), 20_000);

/** Puts maestro's hooks into the person's own settings, as the command says it. */
const install = async ({tryMaestro, settingsFile}: RealClaude) => {
	const {stdout, stderr} = await tryMaestro(['hook', '--print-settings', '--agent', 'claude', '--json']);
	expect(stderr).toBe('');
	const mine = JSON.parse(await readFile(settingsFile, 'utf8'));
	await writeFile(settingsFile, JSON.stringify({...mine, ...JSON.parse(stdout)}));
};

/** Starts something in a window of the person's own, as they would. */
const openWindow = async (claude: RealClaude, command: string): Promise<string> => {
	await claude.tmux(
		'new-session',
		'-d',
		'-s',
		'mine',
		'-x',
		'120',
		'-y',
		'40',
		'-c',
		claude.checkout,
		'sh',
		'-c',
		command,
	);
	return 'mine';
};

const screen = async (claude: RealClaude, window: string) => claude.tmux('capture-pane', '-p', '-t', window);

const say = async (claude: RealClaude, window: string, text: string) => {
	await eventually(async () => expect(await screen(claude, window)).toContain('❯'));
	await claude.tmux('send-keys', '-t', window, '-l', text);
	await eventually(async () => expect(await screen(claude, window)).toContain(text));
	await eventually(async () => {
		await claude.tmux('send-keys', '-t', window, 'Enter');
		expect(asked(claude, text)).toBe(1);
	});
};

whereGiven('MAESTRO_CLAUDE')('real Claude Code that a person started', program => {
	test('a client that runs becomes a session, is told so, and gets what is sent to it while it is idle and at work', async () => {
		const claude = await openClaude(program);
		await install(claude);
		const window = await openWindow(claude, 'exec claude --permission-mode manual');
		claude.model.script({text: 'hello'});
		await say(claude, window, 'MARK-MINE');
		const [client] = await eventually(async () => {
			const clients = await claude.ask<readonly Client[]>('session', 'adopt', '--list');
			expect(clients).toHaveLength(1);
			return clients;
		});
		expect(client).toMatchObject({directory: claude.checkout, agent: 'claude'});

		const {session} = await claude.ask<{session: {id: string}}>('session', 'adopt', '--name', 'Mine');

		await isAsked(claude, `You are session ${session.id} of maestro`);
		await claude.isShown(session.id, 'idle');
		expect(await claude.ask('session', 'adopt', '--list')).toEqual([]);
		const id = await claude.send(session.id, 'MARK-WOKEN');
		await isAsked(claude, 'MARK-WOKEN');
		expect(await claude.isDelivered(id)).toMatchObject({delivery: {via: expect.stringContaining('doorbell')}});
		await claude.isShown(session.id, 'idle');

		// Its shell acts as the session, and not as the operator.
		claude.model.script(
			{bash: `${path.join(claude.home, 'bin', 'maestro')} session send --to operator --message MARK-ANSWER; sleep 3`},
			{text: 'sent'},
		);
		await claude.send(session.id, 'MARK-AGAIN');
		const answer = await eventually(async () => {
			const inbox = JSON.parse((await claude.tryMaestro(['inbox', '--json'])).stdout);
			expect(inbox).toHaveLength(1);
			return inbox[0];
		}, 20_000);
		const middle = await claude.send(session.id, 'MARK-MIDDLE');
		await isAsked(claude, 'MARK-MIDDLE');
		expect(answer).toMatchObject({from: session.id, message: 'MARK-ANSWER'});
		expect(await claude.isDelivered(middle)).toMatchObject({delivery: {via: 'hook PostToolBatch'}});
		expect(['MARK-WOKEN', 'MARK-MIDDLE'].map(mark => asked(claude, mark))).toEqual([1, 1]);

		process.kill(client?.pid ?? 0, 'SIGKILL');
		await claude.isShown(session.id, 'stopped');
		expect((await claude.show(session.id)).activity).toMatchObject({source: 'process'});
	}, 120_000);

	test('an agent that makes itself a session is told who it is in its own shell', async () => {
		const claude = await openClaude(program);
		await install(claude);
		const maestro = path.join(claude.home, 'bin', 'maestro');
		claude.model.script({bash: `${maestro} session adopt`}, {bash: `${maestro} session siblings`}, {text: 'I am one'});

		await openWindow(claude, "exec claude --permission-mode manual 'become one'");

		await isAsked(claude, 'of maestro, which runs several coding agents');
		await isAsked(claude, 'No other session is at work');
		const [session] = await claude.ask<ReadonlyArray<{id: string}>>('session', 'list');
		await claude.isShown(session?.id ?? '', 'idle');
		expect(asked(claude, `You are session ${session?.id} of maestro`)).toBe(1);
	}, 60_000);

	test('a session that is made before its agent starts is its own from the first hook, with its secret on no line', async () => {
		const claude = await openClaude(program);
		const maestro = path.join(claude.home, 'bin', 'maestro');
		const {stdout: lines} = await claude.tryMaestro(['session', 'adopt', '--shell', '--name', 'Mine']);
		const id = /MAESTRO_SESSION_ID='(\w+)'/.exec(lines)?.[1] ?? '';
		const [, command = ''] =
			/Now start: (.*)' >&2/s.exec(lines)?.map(line => line.replaceAll(String.raw`'\''`, "'")) ?? [];
		const token = await readFile(path.join(claude.home, 'data', 'adopted', id, 'token'), 'utf8');
		expect(lines).not.toContain(token.trim());
		expect(badgeOf(await claude.show(id))).toBe('idle');
		claude.model.script({bash: `${maestro} report progress MARK-PROGRESS`}, {text: 'done'});

		await writeFile(
			path.join(claude.folder, 'start'),
			`${lines}\n${command} 'begin' --permission-mode manual\n${command}\n`,
		);
		await openWindow(claude, `exec sh ${path.join(claude.folder, 'start')}`);

		await eventually(async () => {
			const {timeline, activity} = await claude.show(id);
			expect(activity).toMatchObject({state: 'idle', source: 'hook Stop'});
			expect(timeline.map(({message}) => message)).toContain('MARK-PROGRESS');
		}, 20_000);
		expect(claude.model.systems().at(-1)).toContain(`You are session ${id} of maestro`);
		await claude.send(id, 'MARK-WOKEN');
		await isAsked(claude, 'MARK-WOKEN');
		await claude.isShown(id, 'idle');

		// The first ends, and the same shell starts another.
		await claude.tmux('send-keys', '-t', 'mine', '-l', '/exit');
		await eventually(async () => expect(await screen(claude, 'mine')).toContain('/exit'));
		await eventually(async () => {
			await claude.tmux('send-keys', '-t', 'mine', 'Enter');
			expect((await claude.show(id)).activity).toMatchObject({state: 'ended'});
		}, 20_000);
		await claude.isShown(id, 'idle');
		const again = await claude.send(id, 'MARK-SECOND');
		await isAsked(claude, 'MARK-SECOND');
		await claude.isDelivered(again);
	}, 120_000);

	test('a client that is started inside a session takes nothing of it, though its settings call maestro, too', async () => {
		const claude = await openClaude(program);
		await install(claude);
		claude.model.script({text: 'begun'});
		const session = await claude.dispatched('begin');
		await claude.isShown(session, 'idle');
		const {MAESTRO_HOME} = claude.environment;
		const token = await readFile(
			path.join(claude.home, 'data', 'runs', (await claude.show(session)).run?.id ?? '', 'token'),
			'utf8',
		);

		// As in the shell of the agent: with all of its variables.
		const nested = spawn('claude', ['-p', 'MARK-NESTED', '--permission-mode', 'manual'], {
			cwd: claude.checkout,
			env: {
				...(claude.environment as NodeJS.ProcessEnv),
				...{MAESTRO_HOME, MAESTRO_SESSION_ID: session, MAESTRO_SESSION_TOKEN: token.trim(), CLAUDECODE: '1'},
			},
			stdio: 'ignore',
		});
		claude.model.script({bash: 'sleep 4'}, {text: 'nested is done'});
		const ended = new Promise<number | null>(resolve => {
			nested.on('close', resolve);
		});
		await isAsked(claude, 'MARK-NESTED');
		const before = claude.model.conversations().length;
		const id = await claude.send(session, 'MARK-PARENT');

		expect(await ended).toBe(0);
		await claude.isDelivered(id);
		const takers = claude.model.conversations().filter(text => text.includes('MARK-PARENT'));
		expect(takers.length).toBeGreaterThan(0);
		expect(takers.filter(text => text.includes('MARK-NESTED'))).toEqual([]);
		expect(claude.model.conversations().length).toBeGreaterThan(before);
		expect((await claude.show(session)).activity?.state).not.toBe('ended');
	}, 60_000);
});
