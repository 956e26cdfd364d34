import {setTimeout as pause} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {desktopExchanges, password} from '../contracts/desktop-exchanges.js';
import {overHttp} from '../helpers/desktop/over-http.js';
import {type Recording, recording} from '../helpers/desktop/recordings.js';
import type {Target} from '../helpers/desktop/replay.js';
import {type DesktopOptions, startDesktopServer} from '../helpers/desktop/server.js';
import type {AgentLog, Given} from '../helpers/desktop/world.js';
import {createHandClock} from '../helpers/hand-clock.js';

const recordedAt = 1_795_300_000_000;

/** The one transcript that was there, from a moment on. */
const transcript: AgentLog = {
	...(recording('agent-logs-list').response.body as readonly [Omit<AgentLog, 'content'>])[0],
	...(recording('agent-logs-tail').response.body as Pick<AgentLog, 'content'>),
};

/** How the server of a recording was started. */
const optionsOf = ({name, server}: Recording): DesktopOptions => ({
	hasCli: server !== 'no-cli',
	...(server === 'auth' ? {auth: {password}} : {}),
	...(server === 'more' ? {keys: {ANTHROPIC_API_KEY: 'fake-key-for-recording'}} : {}),
	agentLogs: name === 'sessions-log-digest-empty' ? [] : [transcript],
	repositories: ['/home/user/projects/git-app'],
	spawnTakesMs: 180,
});

/** The stand-in, in a time that goes by only as it was recorded. */
const open = async (state: Given, each: Recording): Promise<Target> => {
	const hand = createHandClock();
	const time = {clock: () => recordedAt + hand.clock(), schedule: hand.schedule};
	const server = await startDesktopServer(state, {...optionsOf(each), time});
	const {target, close} = await overHttp({url: server.url(), pass: async milliseconds => hand.pass(milliseconds)});
	onTestFinished(close);

	return {
		...target,
		async ask(asking) {
			const answer = target.ask(asking);
			const isAsked = answer.then(() => true);
			// What takes its time there takes it here.
			while (!(await Promise.race([isAsked, pause(2)]))) {
				hand.pass(asking.path.endsWith('/spawn') || asking.path.endsWith('/resume') ? 20 : 0);
			}

			return answer;
		},
	};
};

desktopExchanges({
	name: 'stand-in',
	open,
	expected: {
		'master-context': {
			because: 'the task that a server comes with was never shown',
			differs: ['value taskCounts.proj_1795244224861_98depo1vy'],
		},
		'serverpty-prompt-not-typed-by-server': {
			because: 'what its agent did before was not recorded',
			differs: [
				'member session:updated.needsInput',
				...['', '.type', '.message'].map(member => `value session:updated.timeline[]${member}`),
				'extra session:updated.timeline[].metadata',
			],
		},
		'spawn-master-project': {
			because: 'who answers there has other words here',
			differs: ['session', 'session:spawn.session', 'session:updated'].flatMap(of => [
				`value ${of}.teamMemberSnapshot.role`,
				`value ${of}.teamMemberSnapshots[].role`,
			]),
		},
		'sessions-prompt-2mb': {
			because: 'of its frames only the sizes were recorded',
			differs: ['event session:prompt_send', 'event session:updated'],
		},
		'sessions-remove-task': {
			because: 'the entry of an earlier link was never shown',
			differs: ['', '.type', '.message'].map(member => `value timeline[]${member}`),
		},
	},
});
