import type {ClientEvent} from '../event.js';
import {type Agents, updateAgents} from './agents.js';
import {type Connection, noConnection, updateConnection} from './connection.js';
import {type Digest, updateDigest} from './digest.js';
import {type OpenDoc, updateDoc} from './doc.js';
import {type Drafts, updateDrafts} from './drafts.js';
import {withFates} from './fates.js';
import {type FetchedMessages, updateFetched} from './fetched.js';
import {type Holds, updateHolds} from './holds.js';
import {type HostLook, updateHost} from './host.js';
import {withHosted} from './hosted.js';
import {type Log, updateLog} from './log.js';
import {type LogTail, updateLogTail} from './log-tail.js';
import {keepMarks} from './marks.js';
import {type Members, updateMembers} from './members.js';
import {type Messages, updateMessages, withThreadSeen} from './messages.js';
import {type TaskModes, updateModes} from './modes.js';
import {type Notice, updateNotice} from './notice.js';
import {type Preview, updatePreview} from './preview.js';
import {type Projects, updateProjects} from './projects.js';
import {type Saving, updateSaving} from './saving.js';
import {firstScreen, type Screen} from './screen.js';
import {type Sessions, updateSessions} from './sessions.js';
import {type KnownSettings, unknownSettings, updateSettings} from './settings.js';
import {noSpawner, type Spawner, updateSpawner} from './spawner.js';
import {type Stats, updateStats} from './stats.js';
import {type PlannedStops, updatePlannedStops} from './stops.js';
import {type Surroundings, unknownSurroundings, updateSurroundings} from './surroundings.js';
import {type Tasks, updateTasks} from './tasks.js';
import {type Templates, updateTemplates} from './templates.js';
import {followThreads, threadLeft} from './thread-ids.js';
import {type Timeline, updateTimeline} from './timeline.js';
import {type Undos, updateUndos} from './undo.js';
import {updateScreen} from './update-screen.js';

export type State = {
	readonly connection: Connection;
	readonly projects: Projects;
	readonly tasks: Tasks;
	readonly sessions: Sessions;
	readonly members: Members;
	readonly messages: Messages;
	readonly holds: Holds;
	readonly fetched: FetchedMessages;
	readonly templates: Templates;
	readonly stats: Stats;
	/** Of the task that was dispatched last. */
	readonly modes: TaskModes | undefined;
	readonly agents: Agents;
	/** The one that is open. */
	readonly log: Log | undefined;
	/** Of the session that was selected last. */
	readonly logTail: LogTail | undefined;
	readonly saving: Saving | undefined;
	/** The one that is open. */
	readonly timeline: Timeline | undefined;
	readonly host: HostLook | undefined;
	readonly digest: Digest | undefined;
	/** The one that is read. */
	readonly doc: OpenDoc | undefined;
	readonly screen: Screen;
	readonly drafts: Drafts;
	readonly preview: Preview | undefined;
	readonly notice: Notice | undefined;
	readonly undos: Undos;
	readonly stops: PlannedStops;
	readonly spawner: Spawner;
	readonly surroundings: Surroundings;
	readonly settings: KnownSettings;
};

export const initialState: State = {
	connection: noConnection,
	projects: new Map(),
	tasks: new Map(),
	sessions: new Map(),
	members: new Map(),
	messages: new Map(),
	holds: new Map(),
	fetched: {},
	templates: undefined,
	stats: undefined,
	modes: undefined,
	agents: undefined,
	log: undefined,
	logTail: undefined,
	saving: undefined,
	timeline: undefined,
	host: undefined,
	digest: undefined,
	doc: undefined,
	screen: firstScreen,
	drafts: new Map(),
	preview: undefined,
	notice: undefined,
	undos: [],
	stops: [],
	spawner: noSpawner,
	surroundings: unknownSurroundings,
	settings: unknownSettings,
};

/**
The state after an event; the same object when the event changes nothing.
*/
export const update = (state: State, event: ClientEvent): State => {
	const screen = updateScreen(state.screen, event);
	const spawner = updateSpawner(state.spawner, event);
	const told = updateSessions(state.sessions, event);
	const heard = updateMessages(state.messages, event);
	const read = threadLeft(state.screen, screen);
	const messages = read === undefined ? heard : withThreadSeen(heard, read);
	const fetched = updateFetched(state.fetched, event, state.screen.stack);
	const areOther = messages !== state.messages || fetched !== state.fetched;
	const next: State = {
		connection: updateConnection(state.connection, event),
		projects: updateProjects(state.projects, event),
		tasks: updateTasks(state.tasks, event),
		sessions:
			spawner.hosted === state.spawner.hosted && told === state.sessions ? told : withHosted(told, spawner.hosted),
		members: updateMembers(state.members, event),
		messages:
			messages === state.messages && spawner.texts === state.spawner.texts
				? messages
				: withFates(messages, spawner.texts),
		holds: updateHolds(state.holds, event),
		fetched,
		templates: updateTemplates(state.templates, event),
		stats: updateStats(state.stats, event, state.screen.stack),
		modes: updateModes(state.modes, event, state.screen.stack),
		agents: updateAgents(state.agents, event, state.screen.stack),
		log: updateLog(state.log, event, screen),
		logTail: updateLogTail(state.logTail, event),
		saving: updateSaving(state.saving, event),
		timeline: updateTimeline(state.timeline, event, screen.stack),
		host: updateHost(state.host, event, state.screen.stack),
		digest: updateDigest(state.digest, event),
		doc: updateDoc(state.doc, event, screen.stack),
		screen: areOther ? followThreads(screen, {messages, fetched}) : screen,
		drafts: updateDrafts(state.drafts, event),
		preview: updatePreview(state.preview, event),
		notice: updateNotice(state.notice, event),
		undos: updateUndos(state.undos, event),
		stops: updatePlannedStops(state.stops, event),
		spawner,
		surroundings: updateSurroundings(state.surroundings, event),
		settings: updateSettings(state.settings, event),
	};

	const marks = keepMarks(next, state);
	const kept = marks === next.screen.marks ? next : {...next, screen: {...next.screen, marks}};
	return isSame(state, kept) ? state : kept;
};

const isSame = (a: State, b: State): boolean =>
	(Object.keys(a) as ReadonlyArray<keyof State>).every(key => a[key] === b[key]);
