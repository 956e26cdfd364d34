import {randomBytes, randomInt} from 'node:crypto';
import {homedir, hostname, platform} from 'node:os';
import {setTimeout as pause} from 'node:timers/promises';
import {claude} from '../agents/claude.js';
import {listenerOf} from '../dispatch/listener.js';
import type {MaestroEvent} from '../domain/event.js';
import {operatorId, roleOf} from '../domain/session.js';
import {createApp} from '../server/app.js';
import {createTaskChange} from '../server/change-task.js';
import {followClients} from '../server/client-status.js';
import {createClients, heardOf} from '../server/clients.js';
import {commonDoorbell, withCommonDoorbell} from '../server/common-doorbell.js';
import {concernOf, maySee, passes} from '../server/concern.js';
import {createTakeFor} from '../server/delivery/take.js';
import {createDelivery} from '../server/delivery.js';
import {createLinks} from '../server/links.js';
import {listen} from '../server/listen.js';
import {createHub} from '../server/live.js';
import {createLogViewers} from '../server/logs/viewers.js';
import {createNudge} from '../server/nudge.js';
import {nudgeAgain} from '../server/nudge-again.js';
import {createPush} from '../server/push.js';
import {raiseWith} from '../server/raise.js';
import {createReplies} from '../server/replies.js';
import {createRoutes} from '../server/routes/index.js';
import {openSecrets, portOf} from '../server/secrets.js';
import {createSessions} from '../server/sessions.js';
import {readSettings} from '../server/settings.js';
import {listTemplates} from '../server/templates/index.js';
import {createWake, type Wake, withWake} from '../server/wake.js';
import {createBells} from '../system/bells.js';
import {openBytes} from '../system/byte-file.js';
import {createClientNotes} from '../system/client-notes.js';
import {clock} from '../system/clock.js';
import {readText, writeWhole} from '../system/files.js';
import {readHookEvents} from '../system/hook-events.js';
import {holdLock} from '../system/lock.js';
import type {Log} from '../system/log.js';
import type {Paths} from '../system/paths.js';
import {birthOf} from '../system/processes.js';
import {installPrograms} from '../system/programs.js';
import {run} from '../system/run.js';
import {followDesktop, refuseBesideDesktop} from './desktop-guard.js';
import {openMessages} from './open-messages.js';
import {openStores} from './open-stores.js';
import {portsToTry} from './ports.js';
import {version} from './version.js';
import {wireRuns} from './wire-runs.js';
import {wireWork} from './wire-work.js';

/** Milliseconds; runs are as they are by then, as a rule, before anybody asks. */
const firstLookMs = 2000;

type Options = {
	readonly paths: Paths;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the build is: its programs for sessions, and what they run. */
	readonly build: {readonly assets: string; readonly bundle: string; readonly door: string};
	/** The Node that runs this. */
	readonly node: string;
	readonly pid: number;
	readonly log: Log;
	/** Ends the server when it aborts. */
	readonly signal: AbortSignal;
	/** Aborts that signal; everybody who watches is told the reason. */
	readonly stop: (reason?: string) => void;
};

/**
The whole server, of its real parts: from its lock to its listener. Resolves when it has stopped and everything is on disk.
*/
export const runServer = async ({paths, environment, build, node, pid, log, signal, stop}: Options): Promise<void> => {
	await refuseBesideDesktop({paths});
	const lock = await holdLock(paths.lock);
	try {
		const random = () => randomInt(2 ** 32) / 2 ** 32;
		const settings = readSettings(await readText(paths.settings), paths.settings);
		const secrets = await openSecrets(paths.operatorSecret);
		await installPrograms({...build, programs: paths.programs, node});

		const hub = createHub({concernOf, maySee, passes, clock, signal});
		const replies = createReplies(id => inbox.firstReply(id));
		const publish = (event: MaestroEvent) => {
			hub.publish(event);
			replies.notice(event);
		};

		// Messages of a former run are raised before there is anything to wake with; `restore` rings for them again.
		let wake: Wake | undefined;
		const bells = withWake(
			withCommonDoorbell(createBells(paths), id => clients.isAdopted(id)),
			id => wake?.wake(id),
		);
		const stores = await openStores({paths, log});
		const {projects, tasks} = stores;
		const changeTask = createTaskChange({tasks, publish, clock});
		const links = createLinks({tasks, changeTask, publish, clock});
		const sessions = createSessions({
			...{collection: stores.sessions, publish, clock, random},
			machine: {hostname: hostname(), platform: platform()},
			onEnd: links.settle,
		});
		const clients = createClients({
			notes: createClientNotes(paths),
			sessions,
			birthOf: async pid => birthOf(pid, run),
			report: log,
			clock,
		});
		await clients.open();
		await bells.hang(commonDoorbell);
		const parties = (id: string) => (id === operatorId ? operatorId : sessions.find(id));
		let url = '';
		const runs = wireRuns({
			...{paths, environment, node, settings, stores, sessions, changeTask, bells, publish, log, random, signal},
			secretFor: secrets.forSession,
			serverUrl: () => url,
		});
		const {agentOf, findAgent, watch, multiplexers} = runs;
		const nudge = createNudge({
			isOn: settings.nudge,
			findSession: sessions.find,
			agentOf,
			waitingFor: id => inbox.pendingCount(id),
			multiplexers,
			pause,
			clock,
			report: log,
		});
		const {inbox, keepHouse, close} = await openMessages({
			paths,
			log,
			clock,
			random,
			publish,
			parties,
			sessions: sessions.all,
			raise: raiseWith({bells, report: log}),
			settings: settings.messages,
			signal,
		});
		const nonce = () => randomBytes(9).toString('hex');
		const delivery = createDelivery({inbox, sessions, agentOf, bells, clock, nonce, onShown: id => wake?.rest(id)});

		wake = createWake({
			inbox,
			takeFor: createTakeFor({inbox, sessions, nonce}),
			sessions,
			agentOf,
			push: createPush({run, findAgent, fetch}),
			listenerOf: async session => listenerOf(session, agentOf(session), paths.runs),
			nudge,
			report: log,
			clock,
			signal,
		});
		const raised = bells.settled;
		const known = {paths, projects, tasks, sessions, links, publish, clock, random};
		const work = wireWork({...known, stores, changeTask, orders: runs.orders});
		const sightingOf = (id: string) => clients.sightingOf(id) ?? watch.sightingOf(id);
		const app = createApp({
			routes: createRoutes({
				...{projects, tasks, sessions, links, inbox, delivery, clients, parties, raised, publish, clock, random},
				...{...runs, ...work, sightingOf, openBytes},
				...{pid, version, home: paths.home, watchers: hub.watchers, stop, secrets},
				port: () => portOf(url),
				waitForReply: replies.wait,
				templates: async () => listTemplates(paths.templates),
			}),
			lateRoutes: async () => {
				const {wireLate} = await import('./wire-late.js');
				return wireLate({...known, ...runs, ...work, inbox, report: text => log(text), homeFolder: homedir()});
			},
			secrets,
			roleOf(id) {
				const session = sessions.find(id);
				return session === undefined ? undefined : roleOf(session);
			},
			log,
		});

		await delivery.restore();
		const looked = runs.adoption.run().then(watch.tryLook);
		// A multiplexer that hangs does not keep the server from answering.
		await Promise.race([looked, pause(firstLookMs, undefined, {ref: false})]);
		const statuses = followClients({
			onStatus: async (sessionId, status) => delivery.observeClient(sessionId, status, clock()),
			report: log,
			signal,
		});
		await readHookEvents({
			folder: paths.hookEvents,
			async onEvent(sessionId, {input, at, clientPid, clientFolder, words}) {
				if (sessionId === 'client' && clientPid !== undefined) {
					await clients.notice(heardOf(claude, clientPid, {input, at, words}));
					return;
				}

				const session = sessions.find(sessionId);
				if (session === undefined) {
					return;
				}

				if (clientPid !== undefined && clientFolder !== undefined) {
					statuses.know(sessionId, agentOf(session), {pid: clientPid, folder: clientFolder});
				}

				await clients.hear(sessionId, agentOf(session).conversationOf(input));
				await delivery.observe(sessionId, input, at);
			},
			report: log,
			signal,
		});

		const viewers = createLogViewers({...runs, openBytes, report: log, signal});
		const {port, closed} = await listen({
			app,
			hub,
			logs: viewers,
			ports: await portsToTry(paths),
			signal,
		});
		url = `http://127.0.0.1:${port}`;
		await writeWhole(paths.serverUrl, `${url}\n`);
		log(`The server ${version} listens at ${url} (pid ${pid})`);

		const onDesktop = (desktop: string): void => stop(`the Maestro desktop server at ${desktop} goes on here`);
		await Promise.all([
			followDesktop({paths, url, log, onDesktop, everyMs: 1000, signal}),
			...[closed, keepHouse(), watch.follow({everyMs: 1000, signal}), wake.follow({everyMs: 2000})],
			looked.then(runs.quota.sweep),
			clients.follow({everyMs: 5000, signal}),
			...(settings.nudge ? [nudgeAgain({sessions: sessions.all, nudge, everyMs: 15_000, signal})] : []),
		]);
		await close();
		log('The server has stopped');
	} finally {
		lock.release();
	}
};
