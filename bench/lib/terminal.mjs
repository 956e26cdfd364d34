import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';

const run = promisify(execFile);

/**
The program that can give another one a terminal: `script` of util-linux, or Python. `undefined` where there is neither.
*/
export const findTerminals = async () => {
	const {stdout: version} = await run('script', ['--version']).catch(() => ({stdout: ''}));
	if (version.includes('util-linux')) {
		return line => ['script', '-qfc', line, '/dev/null'];
	}

	const hasPython = await run('python3', ['-c', 'import pty']).then(
		() => true,
		() => false,
	);
	const python = 'import pty, sys; pty.spawn(["/bin/sh", "-c", sys.argv[1]])';
	return hasPython ? line => ['python3', '-c', python, line] : undefined;
};

/** Answers "are you well?", as every terminal does when it comes to it: behind what it was sent before. */
const answerTo = relay => {
	const question = '\u001B[5n';
	let unread = '';
	return bytes => {
		const parts = (unread + bytes.toString('latin1')).split(question);
		unread = parts.at(-1).slice(1 - question.length);
		if (parts.length > 1) {
			relay.stdin.write('\u001B[0n'.repeat(parts.length - 1));
		}
	};
};

/**
A program in a terminal of its own. It begins at `startedAt`, and all that it writes is kept until it is taken.
*/
export const openTerminal = async ({through, command, environment, directory, columns, rows, atEnd}) => {
	const words = command.map(word => `'${word}'`).join(' ');
	// The shell becomes the program, so its pid is the program's.
	const [file, ...args] = through(`stty rows ${rows} cols ${columns}; echo "pid $$."; exec ${words}`);
	const relay = spawn(file, args, {cwd: directory, env: environment, stdio: ['pipe', 'pipe', 'ignore']});
	let chunks = [];
	let isOver = false;
	relay.stdout.on('data', bytes => chunks.push({at: performance.now(), bytes}));
	relay.stdout.on('data', answerTo(relay));
	relay.stdin.on('error', () => {});
	relay.on('exit', () => {
		isOver = true;
	});

	const text = () => Buffer.concat(chunks.map(({bytes}) => bytes)).toString();
	/** Resolves with when it was there. */
	const shows = async (what, withinMs = 10_000) => {
		const end = performance.now() + withinMs;
		while (!text().includes(what)) {
			if (isOver || performance.now() > end) {
				throw new Error(`${command.join(' ')} has not shown ${JSON.stringify(what)}, but: ${text().slice(-300)}`);
			}

			await pause(2);
		}

		for (let length = 1; ; length++) {
			const upTo = chunks.slice(0, length);
			if (Buffer.concat(upTo.map(({bytes}) => bytes)).includes(what)) {
				return upTo.at(-1).at;
			}
		}
	};
	const take = () => {
		const taken = chunks;
		chunks = [];
		return taken;
	};
	/** Waits until nothing has come for a while, and takes what came. */
	const settle = async quietMs => {
		const end = performance.now() + 30_000;
		for (let seen = -1; seen !== chunks.length; ) {
			if (performance.now() > end) {
				throw new Error(`${command.join(' ')} does not stop writing`);
			}

			seen = chunks.length;
			await pause(quietMs);
		}

		return take();
	};

	const startedAt = await shows('pid ');
	await shows('.');
	const pid = Number(/pid (\d+)\./.exec(text())?.[1]);
	const close = async () => {
		if (!isOver) {
			const ended = once(relay, 'exit');
			process.kill(pid, 'SIGTERM');
			await Promise.race([ended, pause(5000, undefined, {ref: false})]);
			relay.kill('SIGKILL');
		}
	};
	atEnd(close);

	return {
		pid,
		startedAt,
		shows,
		take,
		settle,
		close,
		write: keys => relay.stdin.write(keys),
		/** Writes a key; resolves with the milliseconds to the first byte of the answer and to the last one, and the answer. */
		async press(key, quietMs = 50) {
			take();
			const began = performance.now();
			relay.stdin.write(key);
			while (chunks.length === 0 && performance.now() < began + 2000) {
				await new Promise(resolve => {
					const done = () => {
						clearTimeout(timer);
						relay.stdout.off('data', done);
						resolve();
					};
					const timer = setTimeout(done, 2000);
					relay.stdout.once('data', done);
				});
			}

			const answer = await settle(quietMs);
			if (answer.length === 0) {
				throw new Error(`${command.join(' ')} did not answer the key ${key}`);
			}

			return {latency: answer[0].at - began, wholeAfter: answer.at(-1).at - began, bytes: bytesOf(answer)};
		},
	};
};

export const bytesOf = chunks => Buffer.concat(chunks.map(({bytes}) => bytes));
