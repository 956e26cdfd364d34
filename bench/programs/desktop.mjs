/**
The stand-in for a desktop server as a process of its own, so that its cost can be told from that of others. The argument is the built stand-in;
it writes its address, and answers a line of JSON for each line that it is told.
*/

import {createInterface} from 'node:readline';

const {startDesktopServer, desktopProject, desktopSession, desktopTask} = await import(process.argv[2]);

const sessionCount = 200;
const taskCount = 2000;
const now = Date.now();

const environment = Object.fromEntries(
	Array.from({length: 14}, (_, index) => [`VARIABLE_${index}`, `/home/user/somewhere/${'long/'.repeat(10)}${index}`]),
);

const task = number =>
	desktopTask({
		id: `task_${number}`,
		title: `task ${String(number).padStart(4, '0')} mend the door`,
		description: 'What is to be done about it, in some words. '.repeat(5),
		createdAt: now - number * 1000,
		updatedAt: now - number * 1000,
	});

/** With what some hours of work leave in one. */
const session = number => {
	const at = now - number * 150_000;
	const id = `sess_${String(number).padStart(6, '0')}`;
	return desktopSession({
		...{id, name: `session ${String(number).padStart(3, '0')} at work`, taskIds: [`task_${number}`], env: environment},
		...{startedAt: at, lastActivity: at, status: number % 3 === 0 ? 'working' : 'idle'},
		timeline: Array.from({length: 40}, (_, index) => ({
			...{id: `evt_${number}_${index}`, type: 'progress', timestamp: at + index},
			message: `Some words about step ${index} of what it does`,
		})),
		events: Array.from({length: 20}, (_, index) => ({
			...{id: `evt_${number}_f${index}`, type: 'file_modified', timestamp: at + index},
			data: {file: `source/file-${index}.ts`},
		})),
		metadata: {mode: 'worker', agentTool: 'claude-code', skills: ['maestro-worker'], spawnSource: 'ui', context: {}},
	});
};

const numbers = length => Array.from({length}, (_, index) => index + 1);
const server = await startDesktopServer(
	{projects: [desktopProject()], tasks: numbers(taskCount).map(task), sessions: numbers(sessionCount).map(session)},
	{atEnd: () => {}},
);
const ids = [...server.world.sessions.keys()];

let changing;
let number = 0;

/** A badge of one session after the other, as an agent's hooks change it. */
const changeBadge = async () => {
	number += 1;
	const agent = server.agent(ids[number % ids.length]);
	await (Math.floor(number / ids.length) % 2 === 0 ? agent.needsInput('Which one?') : agent.works());
};

const commands = {
	/** So many badges change in each second; none with 0. */
	change({perSecond}) {
		clearInterval(changing);
		changing = perSecond === 0 ? undefined : setInterval(changeBadge, 1000 / perSecond);
	},
	badge: changeBadge,
	/** A session has another name, and nobody is told. */
	rename({name}) {
		server.world.session(ids[2]).name = name;
	},
	/** What went over the line since it was asked last. */
	line() {
		const {wiretap} = server;
		const answer = {requests: wiretap.count(), bodies: wiretap.bodyBytes(), frames: wiretap.frames().bytes};
		wiretap.reset();
		return answer;
	},
};

process.stdout.write(`${server.url()}\n`);
for await (const line of createInterface({input: process.stdin})) {
	const asked = JSON.parse(line);
	const answer = await commands[asked.do](asked);
	process.stdout.write(`${JSON.stringify(answer ?? {})}\n`);
}

process.exit();
