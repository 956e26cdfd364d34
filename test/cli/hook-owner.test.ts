import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {describe, expect, onTestFinished, test} from 'vitest';
import {writeClientNote} from '../../source/system/client-note.js';
import {createClientNotes} from '../../source/system/client-notes.js';
import {readHookEvent} from '../../source/system/hook-event.js';
import {pathsUnder} from '../../source/system/paths.js';
import {birthOf} from '../../source/system/processes.js';
import {installPrograms} from '../../source/system/programs.js';
import {run} from '../../source/system/run.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {shells} from './agent-build.js';

const assets = path.join(import.meta.dirname, '..', '..', 'assets');
const conversation = '00000000-0000-4000-8000-000000000001';
const input = JSON.stringify({session_id: conversation, cwd: '/srv/demo', hook_event_name: 'SessionStart'});

/** A client as far as its hooks see it: it tells its process, and runs the hook for each line that it reads. */
const clientProgram = `CLAUDE_PID=$$
export CLAUDE_PID
echo "pid $$"
while read -r how; do
	case $how in
		shell) sh -c "$HOOK; exit \\$?" <"$INPUT" ;;
		*) $HOOK $how <"$INPUT" ;;
	esac
	echo "ended $?"
done`;

// The Node part only says that it was reached, and for whom.
const nodePart = "console.log('took for', process.argv[3], process.env.MAESTRO_SESSION_ID);";

const open = async (shell: readonly string[]) => {
	const paths = pathsUnder(await temporaryFolder());
	const notes = createClientNotes(paths);
	await notes.open();
	await mkdir(paths.hookEvents, {recursive: true});
	await mkdir(paths.flags, {recursive: true});
	const bundle = path.join(paths.home, 'agent.cjs');
	await writeFile(bundle, nodePart);
	await writeFile(path.join(paths.home, 'input'), input);
	await installPrograms({assets, programs: paths.programs, node: process.execPath, bundle, door: bundle});

	/** Starts one; with `inside` from another process than this one, as in the shell of an agent. */
	const start = async (environment: Readonly<Record<string, string>> = {}, {inside = false} = {}) => {
		const child = spawn('sh', inside ? ['-c', 'sh -c "$CLIENT"; :'] : ['-c', clientProgram], {
			stdio: ['pipe', 'pipe', 'inherit'],
			env: {
				...{PATH: process.env.PATH ?? '', MAESTRO_HOME: paths.home, CLIENT: clientProgram},
				...{
					HOOK: [...shell, path.join(paths.programs, 'maestro-hook')].join(' '),
					INPUT: path.join(paths.home, 'input'),
				},
				...environment,
			},
		});
		onTestFinished(() => {
			child.stdin.end();
		});
		const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
		const next = async (): Promise<string> => (await lines.next()).value ?? '';
		const pid = Number((await next()).split(' ')[1]);
		return {
			pid,
			born: (await birthOf(pid, run)) ?? expect.unreachable('the client has gone'),
			/** What the hook printed. */
			hook: async (how = 'direct') => {
				child.stdin.write(`${how === 'direct' ? '' : how}\n`);
				const said: string[] = [];
				for (let line = await next(); !line.startsWith('ended'); line = await next()) {
					said.push(line);
				}

				return said;
			},
			end: async () => {
				child.stdin.end();
				await once(child, 'close');
			},
		};
	};

	return {
		paths,
		notes,
		start,
		flag: async (id: string) => writeFile(path.join(paths.flags, id), '1\n'),
		/** For whom events lie there; they are taken away. */
		left: async () => {
			const names = await readdir(paths.hookEvents);
			await Promise.all(names.map(async name => rm(path.join(paths.hookEvents, name))));
			return names.map(name => name.split('.')[0]);
		},
	};
};

const of = (id: string) => ({MAESTRO_SESSION_ID: id});

for (const [name, shell] of shells) {
	describe(`whose hook it is, in ${name}`, () => {
		test('the first client that speaks for a session is its client, by a shell and without one', async () => {
			const {start, left, notes} = await open(shell);
			const client = await start(of('sess_a'));

			await client.hook();
			await client.hook('shell');

			expect(await left()).toEqual(['sess_a', 'sess_a']);
			expect(await notes.owners(() => true)).toEqual([{sessionId: 'sess_a', pid: client.pid, born: client.born}]);
		});

		test('a client that was started inside a session neither takes nor tells anything of it', async () => {
			const {start, left, flag} = await open(shell);
			const parent = await start(of('sess_a'));
			await parent.hook();
			await left();
			const nested = await start(of('sess_a'), {inside: true});
			await flag('sess_a');

			expect(await nested.hook()).toEqual([]);
			expect(await nested.hook('shell')).toEqual([]);

			expect(await left()).toEqual([]);
			expect(await parent.hook()).toEqual(['took for sess_a sess_a']);
		});

		test('a client that outlives the one it was started in stays silent', async () => {
			const {start, left} = await open(shell);
			const parent = await start(of('sess_a'));
			await parent.hook();
			const nested = await start(of('sess_a'), {inside: true});
			await parent.end();
			await left();

			await nested.hook();

			expect(await left()).toEqual([]);
		});

		test('a client that a person starts again where the first one ended goes on for the session', async () => {
			const {start, left, notes} = await open(shell);
			const first = await start(of('sess_a'));
			await first.hook();
			await first.end();
			await left();
			const second = await start(of('sess_a'));

			await second.hook();

			expect(await left()).toEqual(['sess_a']);
			expect(await notes.owners(() => true)).toMatchObject([{pid: second.pid}]);
		});

		test('a client of another kind inside a session, which has the number of the first, stays silent', async () => {
			const {start, left} = await open(shell);
			const client = await start(of('sess_a'));
			await client.hook();
			await left();

			// What is called with its name tells no process of its own.
			await client.hook('codex');

			expect(await left()).toEqual([]);
		});

		test('a client that tells no process speaks for its session, and one of Claude Code inside it does not', async () => {
			const {start, left} = await open(shell);
			const client = await start(of('sess_a'));
			await client.hook('codex');
			await client.hook('codex');
			expect(await left()).toEqual(['sess_a', 'sess_a']);

			await client.hook();

			expect(await left()).toEqual([]);
		});

		test('a client without a session is told of once, with what it began with', async () => {
			const {start, paths} = await open(shell);
			await writeFile(path.join(paths.home, 'input'), `${input.slice(0, -1)},"x":"${'x'.repeat(9000)}"}`);
			const client = await start();

			await client.hook();
			await client.hook('shell');

			const [file = '', ...others] = await readdir(paths.hookEvents);
			const text = await readFile(path.join(paths.hookEvents, file), 'utf8');
			expect([file, others]).toEqual([`client.${client.pid}.${client.born}`, []]);
			expect(text.length).toBeLessThan(4200);
			expect(readHookEvent(text, 0, false)).toMatchObject({
				...{clientPid: client.pid, input: {cwd: '/srv/demo', hook_event_name: 'SessionStart'}},
			});
		});

		const noteOf = ({pid, born}: {readonly pid: number; readonly born: string}) => ({
			...{pid, born, sessionId: 'sess_a', conversation, agent: 'claude', directory: '/srv', seenAt: 1},
		});

		test('a client that was made a session speaks for it, by its process or its conversation', async () => {
			const {start, left, notes, flag} = await open(shell);
			const client = await start();
			const elsewhere = await start({CLAUDE_CODE_SESSION_ID: conversation});
			await notes.put(noteOf(client));
			await notes.put(noteOf({pid: elsewhere.pid, born: '1'}));

			await client.hook();
			await elsewhere.hook();
			expect(await left()).toEqual(['sess_a', 'sess_a']);
			await flag('sess_a');

			expect(await client.hook()).toEqual(['took for sess_a sess_a']);
		});

		test('a later process with the number of a client that was made a session is another one', async () => {
			const {start, left, notes, flag} = await open(shell);
			const client = await start({CLAUDE_CODE_SESSION_ID: 'another'});
			await notes.put(noteOf({pid: client.pid, born: '1'}));
			await flag('sess_a');

			expect(await client.hook()).toEqual([]);

			expect(await left()).toEqual(['client']);
		});

		test('a client that the server knows and that is no session leaves nothing', async () => {
			const {start, left, notes} = await open(shell);
			const client = await start();
			await notes.put({...noteOf(client), sessionId: undefined});

			await client.hook();

			expect(await left()).toEqual([]);
		});

		test('a note that is no note does no harm', async () => {
			const {start, left, paths} = await open(shell);
			const client = await start();
			for (const text of [
				'',
				'\n',
				'../../etc/passwd x y\n',
				`$(id) ${client.born} \n`,
				`${writeClientNote(noteOf(client))}`.slice(0, 3),
			]) {
				await writeFile(path.join(paths.clients, String(client.pid)), text);

				expect(await client.hook()).toEqual([]);
			}

			expect((await left()).filter(name => name !== 'client')).toEqual([]);
		});
	});
}
