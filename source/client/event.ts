import type {MaestroEvent} from '../domain/event.js';
import type {Hold} from '../domain/hold.js';
import type {Message, MessageMetadata} from '../domain/message.js';
import type {Permission} from '../domain/permission.js';
import type {Project} from '../domain/project.js';
import type {PromptNote} from '../domain/prompt-note.js';
import type {Run} from '../domain/run.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {TeamMember} from '../domain/team-member.js';
import type {Template} from '../domain/template.js';
import type {Access} from '../protocol/desktop/login.js';
import type {LogDigest} from '../protocol/digests.js';
import type {LogEnd} from '../protocol/logs.js';
import type {MessageStats} from '../protocol/messages.js';
import type {Edit} from './editing.js';
import type {Piece} from './log-bytes.js';
import type {About, DispatchPlan, FormChoice, Order} from './state/dispatch-form.js';
import type {DocText} from './state/doc.js';
import type {DocView} from './state/doc-view.js';
import type {Draft, DraftFocus, Drafts} from './state/drafts.js';
import type {FindingEvent} from './state/finding.js';
import type {HostAnswer} from './state/host.js';
import type {LogFacts} from './state/log.js';
import type {LogTail} from './state/log-tail.js';
import type {LogLook, LogSearch, LogView} from './state/log-view.js';
import type {Menu} from './state/menu.js';
import type {Pane} from './state/pane.js';
import type {Confirm, Field, ListId, Scope, Screen, ScreenId} from './state/screen.js';
import type {KnownSettings} from './state/settings.js';
import type {Source} from './state/source.js';
import type {SpawnerRole} from './state/spawner.js';
import type {PlannedStop} from './state/stops.js';
import type {Subject} from './state/subject.js';
import type {Surroundings, TerminalLook} from './state/surroundings.js';
import type {Happened, TimelineOf} from './state/timeline.js';
import type {Undo, Undos} from './state/undo.js';

/**
All that a server knows and the screen shows, as it was at one moment.
*/
export type Snapshot = {
	readonly projects: readonly Project[];
	readonly tasks: readonly Task[];
	readonly sessions: readonly Session[];
	/** The newest messages from and to the operator, oldest first. */
	readonly messages: readonly Message[];
	readonly holds: readonly Hold[];
	/** Of all projects; none of a server that keeps no such roles. */
	readonly members?: readonly TeamMember[] | undefined;
};

export type ModeChoice = {
	readonly id: string;
	readonly label: string;
	readonly summary: string;
	readonly isHeadless: boolean;
	/** `built in`, or a file. */
	readonly source: string;
	/** The sources of those of the same id that it stands before. */
	readonly shadows: readonly string[];
	/** The agent that it wants, where it wants a certain one. */
	readonly agent?: string | undefined;
	readonly permission?: Permission | undefined;
};

/** A file that was meant to be a mode and is none. */
export type ModeProblem = {
	readonly file: string;
	readonly line: number;
	readonly text: string;
};

/** An agent program; without a version it is not installed, and `problem` says so. */
export type AgentChoice = {
	readonly id: string;
	readonly label: string;
	readonly version?: string | undefined;
	readonly problem?: string | undefined;
	readonly canRunHeadless: boolean;
	readonly permissions: readonly Permission[];
};

export type ServerInfo = {
	readonly url: string;
	readonly name: string;
	readonly version: string | undefined;
	readonly capabilities: readonly string[];
	/** Since when it is connected to, in milliseconds. */
	readonly since?: number | undefined;
	/** How we were let in, where it is a server that may ask for a password. */
	readonly access?: Access | undefined;
};

/**
Everything that changes the state of the screen.
*/
export type ClientEvent = MaestroEvent | FeedEvent | ScreenEvent | FindingEvent | ComposeEvent;

/** What messages were asked for, and which of the times it was. */
type Round = {readonly of: Source; readonly round: number};

type FeedEvent =
	| {readonly event: 'snapshot'; readonly data: Snapshot}
	| {readonly event: 'connection:starting'; readonly data: {readonly text: string}}
	| {readonly event: 'connection:open'; readonly data: ServerInfo}
	| {readonly event: 'connection:lost'; readonly data: {readonly reason: string; readonly at: number}}
	/** The server tells nothing before somebody logs in. */
	| {
			readonly event: 'connection:locked';
			readonly data: {readonly url: string; readonly reason: string; readonly at: number};
	  }
	| {readonly event: 'preview:seen'; readonly data: {readonly sessionId: string; readonly text: string}}
	| {readonly event: 'preview:unseen'; readonly data: {readonly sessionId: string; readonly reason: string}}
	| {readonly event: 'minute:began'; readonly data: {readonly now: number}}
	| {readonly event: 'terminal:resized'; readonly data: {readonly columns: number; readonly rows: number}}
	/** Who opens the windows of the server that is connected to, where that is not the server itself. */
	| {readonly event: 'spawner:changed'; readonly data: SpawnerRole}
	/** What became of the texts that such a server gave for windows on this machine. */
	| {readonly event: 'texts:seen'; readonly data: {readonly notes: readonly PromptNote[]}}
	/** The window that such a session has on this machine, and how its program ended; `undefined` once it is known of none. */
	| {readonly event: 'session:hosted'; readonly data: {readonly sessionId: string; readonly run: Run | undefined}}
	/** Before anything is drawn, as far as it is known without asking the terminal. */
	| {
			readonly event: 'terminal:known';
			readonly data: TerminalLook & {readonly background: Surroundings['background']};
	  }
	| {readonly event: 'terminal:answered'; readonly data: {readonly background: 'dark' | 'light'}}
	| {readonly event: 'terminal:focused'; readonly data: {readonly hasFocus: boolean}}
	/** What may be done from here has changed. */
	| {readonly event: 'limits:set'; readonly data: Partial<Pick<Surroundings, 'readOnly' | 'isObserving'>>}
	| {readonly event: 'folder:offered'; readonly data: {readonly directory: string; readonly name: string}}
	| {
			readonly event: 'messages:found';
			readonly data: Round & {readonly messages: readonly Message[]; readonly hasMore: boolean};
	  }
	| {readonly event: 'messages:failed'; readonly data: Round & {readonly reason: string}}
	| {readonly event: 'templates:found'; readonly data: {readonly templates: readonly Template[]}}
	| {readonly event: 'stats:found'; readonly data: MessageStats}
	| {
			readonly event: 'modes:found';
			readonly data: {
				readonly round: number;
				readonly modes: readonly ModeChoice[];
				readonly problems: readonly ModeProblem[];
			};
	  }
	| {readonly event: 'modes:failed'; readonly data: {readonly round: number; readonly reason: string}}
	| {readonly event: 'agents:found'; readonly data: {readonly agents: readonly AgentChoice[]}}
	| {readonly event: 'templates:failed' | 'stats:failed' | 'agents:failed'; readonly data: {readonly reason: string}}
	| {readonly event: 'timeline:found'; readonly data: {readonly round: number; readonly happened: Happened}}
	/** What was said last in a session, asked for at a moment. */
	| {
			readonly event: 'digest:found';
			readonly data: {readonly sessionId: string; readonly at: number; readonly found: LogDigest};
	  }
	| {
			readonly event: 'digest:failed';
			readonly data: {readonly sessionId: string; readonly at: number; readonly reason: string};
	  }
	/** What a document says now; nothing where its server has it no more. */
	| {
			readonly event: 'doc:found';
			readonly data: {readonly id: string; readonly found: DocText | undefined};
	  }
	| {readonly event: 'doc:failed'; readonly data: {readonly id: string; readonly reason: string}}
	| {readonly event: 'host:found'; readonly data: {readonly round: number; readonly answer: HostAnswer}}
	| {
			readonly event: 'timeline:failed' | 'host:failed';
			readonly data: {readonly round: number; readonly reason: string};
	  }
	/** The settings of the screen were read, or have changed. */
	| {readonly event: 'settings:known'; readonly data: KnownSettings}
	| LogEvent
	/** Where the operator was when the app was last left. */
	| {readonly event: 'place:found'; readonly data: Partial<Screen>}
	/** What was being written when the app was last left. */
	| {readonly event: 'drafts:kept'; readonly data: {readonly drafts: readonly Draft[]}};

/** What becomes known of the log of a run, or of a search in the one that is open. */
type LogEvent =
	| {readonly event: 'log:known'; readonly data: OfRun & {readonly size: number; readonly facts: LogFacts}}
	| {readonly event: 'log:grew'; readonly data: OfRun & {readonly piece: Piece}}
	| {readonly event: 'log:read'; readonly data: OfRun & {readonly piece: Piece; readonly size: number}}
	| {readonly event: 'log:failed'; readonly data: OfRun & {readonly reason: string}}
	| {readonly event: 'log:cut'; readonly data: OfRun & {readonly at: number; readonly reason: string}}
	/** The end of the log of the selected session. */
	| {readonly event: 'tail:known'; readonly data: OfRun & Pick<LogTail, 'piece' | 'readOutput'>}
	| {readonly event: 'tail:unknown'; readonly data: OfRun & {readonly reason: string}}
	| {readonly event: 'tail:grew'; readonly data: OfRun & {readonly piece: Piece}}
	| {readonly event: 'tail:ended'; readonly data: OfRun}
	| {readonly event: 'log:live'; readonly data: OfRun}
	| {readonly event: 'log:ended'; readonly data: OfRun & {readonly end: LogEnd}}
	| {readonly event: 'log:looked'; readonly data: {readonly round: number; readonly at: number}}
	| {
			readonly event: 'log:found';
			readonly data: {readonly round: number; readonly at: number; readonly size: number};
	  };

type OfRun = {readonly runId: string};

/** What only the screen knows: what is open, selected and asked. */
type ScreenEvent =
	/** One of the lists comes to the front, and what was open above it is left. */
	| {readonly event: 'list:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:closed'}
	| {
			readonly event: 'screen:restored';
			readonly data: {readonly screen: Screen; readonly drafts: Drafts; readonly undos?: Undos};
	  }
	| {readonly event: 'row:selected'; readonly data: {readonly list: ListId; readonly id: string}}
	/** Another part of a list is shown. */
	| {readonly event: 'list:scrolled'; readonly data: {readonly list: ListId; readonly start: number}}
	| {readonly event: 'row:folded' | 'row:unfolded'; readonly data: {readonly id: string}}
	| {
			readonly event: 'rows:marked' | 'rows:unmarked';
			readonly data: {readonly list: ListId; readonly ids: readonly string[]};
	  }
	| {readonly event: 'timeline:opened'; readonly data: {readonly of: TimelineOf}}
	| {readonly event: 'details:opened'; readonly data: Subject}
	/** What the server says of itself is wanted again. */
	| {readonly event: 'host:asked'}
	/** The keys go to what stands beside the list, or back to it. */
	| {readonly event: 'pane:turned'; readonly data: {readonly hasFocus: boolean}}
	| {readonly event: 'pane:moved'; readonly data: Partial<Omit<Pane, 'hasFocus'>>}
	/** What a session wants, or said last, is looked at without going there. */
	| {readonly event: 'peek:opened'; readonly data: {readonly sessionId: string}}
	/** One of several things about a row is to be chosen. */
	| {readonly event: 'menu:opened'; readonly data: Menu}
	| {readonly event: 'undo:offered' | 'undo:taken'; readonly data: Undo}
	| {readonly event: 'stop:planned'; readonly data: PlannedStop}
	/** Planned stops are asked for now, or were taken back. */
	| {readonly event: 'stop:begun' | 'stop:left'; readonly data: {readonly key: string}}
	| {readonly event: 'text:scrolled'; readonly data: {readonly to: number}}
	| {readonly event: 'filter:changed'; readonly data: {readonly list: ListId; readonly text: string}}
	| {readonly event: 'field:opened'; readonly data: Omit<Field, 'text'> & {readonly text: string}}
	| {readonly event: 'field:edited'; readonly data: Edit}
	| {readonly event: 'field:closed'}
	| {readonly event: 'confirm:asked'; readonly data: Confirm}
	| {readonly event: 'confirm:closed'}
	/** A binding is to have other keys, which are pressed now. */
	| {readonly event: 'capture:opened'; readonly data: {readonly bindingId: string}}
	| {readonly event: 'capture:struck'; readonly data: {readonly key: string}}
	| {readonly event: 'capture:closed'}
	/** With the message that it was opened for, where it was for one. */
	| {readonly event: 'thread:opened'; readonly data: {readonly id: string; readonly messageId?: string}}
	| {
			readonly event: 'exchange:opened';
			readonly data: {readonly id: string; readonly between: readonly [string, string]};
	  }
	| {readonly event: 'search:asked'; readonly data: {readonly query: string}}
	| {readonly event: 'search:continued'}
	| {readonly event: 'scope:changed'; readonly data: {readonly scope: Scope}}
	| {readonly event: 'need:visited'; readonly data: {readonly at: number; readonly id: string}}
	/** The log of a headless run is to be read. */
	| {readonly event: 'log:opened'; readonly data: {readonly sessionId: string; readonly runId: string}}
	/** Another part is to be shown, of a log that had so many bytes then. */
	| {readonly event: 'log:moved'; readonly data: {readonly to: LogView['top']; readonly size: number}}
	| {readonly event: 'log:set'; readonly data: Partial<LogLook>}
	| {readonly event: 'log:sought'; readonly data: Pick<LogSearch, 'text' | 'isBackwards' | 'from'>}
	/** A search is given up, or has found nothing. */
	| {readonly event: 'log:left'; readonly data: {readonly round: number}}
	/** A document of a session is to be read. */
	| {readonly event: 'doc:opened'; readonly data: {readonly id: string; readonly sessionId: string}}
	| {readonly event: 'doc:set'; readonly data: Partial<DocView>}
	/** A log is being written to a file. */
	| {readonly event: 'save:went'; readonly data: {readonly done: number; readonly size: number}}
	| {readonly event: 'save:left' | 'save:ended'}
	| {readonly event: 'dispatch:opened'; readonly data: {readonly taskId: string}}
	| {readonly event: 'dispatch:set'; readonly data: Partial<FormChoice>}
	| {
			readonly event: 'dispatch:asked';
			readonly data: {readonly what: 'plan' | 'start'; readonly order: Order; readonly about: About};
	  }
	| {readonly event: 'dispatch:planned'; readonly data: DispatchPlan}
	/** What was asked about an order is answered, or has failed. */
	| {readonly event: 'dispatch:settled'; readonly data: {readonly order: Order}}
	| {readonly event: 'preview:toggled'}
	| {readonly event: 'terminal:lent' | 'terminal:returned'}
	| {readonly event: 'folder:settled'}
	| {readonly event: 'notice'; readonly data: {readonly text: string; readonly tone: 'info' | 'error' | 'busy'}}
	| {readonly event: 'notice:cleared'};

type ComposeEvent =
	| {
			readonly event: 'draft:opened';
			readonly data: {readonly id: string; readonly to: string | undefined; readonly replyTo: string | undefined};
	  }
	| {readonly event: 'draft:edited'; readonly data: {readonly id: string; readonly by: Edit}}
	/** The words are others now: they were written somewhere else. */
	| {readonly event: 'draft:written'; readonly data: {readonly id: string; readonly text: string}}
	| {readonly event: 'draft:addressed'; readonly data: {readonly id: string; readonly to: readonly string[]}}
	/** A receiver is marked, or not any more. */
	| {readonly event: 'draft:marked'; readonly data: {readonly id: string; readonly receiver: string}}
	| {readonly event: 'draft:turned'; readonly data: {readonly id: string; readonly focus: DraftFocus}}
	| {
			readonly event: 'draft:set';
			readonly data: {readonly id: string; readonly how: Pick<MessageMetadata, 'priority' | 'type' | 'requiresAck'>};
	  }
	/** A template is taken: its words, already filled in, and how it is sent. */
	| {
			readonly event: 'draft:filled';
			readonly data: {readonly id: string; readonly text: string} & Pick<MessageMetadata, 'priority' | 'type'>;
	  }
	/** A try to send it began. The key stays with the draft until one of its words changes. */
	| {readonly event: 'draft:sending'; readonly data: {readonly id: string; readonly key: string}}
	| {readonly event: 'draft:failed' | 'draft:sent' | 'draft:dropped'; readonly data: {readonly id: string}};
