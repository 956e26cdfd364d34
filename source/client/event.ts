import type {MaestroEvent} from '../domain/event.js';
import type {Hold} from '../domain/hold.js';
import type {Message, MessageMetadata} from '../domain/message.js';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Template} from '../domain/template.js';
import type {MessageStats} from '../protocol/messages.js';
import type {Edit} from './editing.js';
import type {Draft, DraftFocus, Drafts} from './state/drafts.js';
import type {Confirm, DispatchPlan, Field, ListId, Scope, Screen, ScreenId} from './state/screen.js';
import type {Source} from './state/source.js';

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
	readonly modes: readonly ModeChoice[];
};

export type ModeChoice = {
	readonly id: string;
	readonly label: string;
	readonly summary: string;
	readonly isHeadless: boolean;
	readonly source: string;
};

export type ServerInfo = {
	readonly url: string;
	readonly name: string;
	readonly version: string | undefined;
	readonly capabilities: readonly string[];
};

/**
Everything that changes the state of the screen.
*/
export type ClientEvent = MaestroEvent | FeedEvent | ScreenEvent | ComposeEvent;

/** What messages were asked for, and which of the times it was. */
type Round = {readonly of: Source; readonly round: number};

type FeedEvent =
	| {readonly event: 'snapshot'; readonly data: Snapshot}
	| {readonly event: 'connection:starting'; readonly data: {readonly text: string}}
	| {readonly event: 'connection:open'; readonly data: ServerInfo}
	| {readonly event: 'connection:lost'; readonly data: {readonly reason: string; readonly at: number}}
	| {readonly event: 'preview:seen'; readonly data: {readonly sessionId: string; readonly text: string}}
	| {readonly event: 'preview:unseen'; readonly data: {readonly sessionId: string; readonly reason: string}}
	| {readonly event: 'minute:began'; readonly data: {readonly now: number}}
	| {readonly event: 'terminal:resized'; readonly data: {readonly columns: number; readonly rows: number}}
	| {readonly event: 'folder:offered'; readonly data: {readonly directory: string; readonly name: string}}
	| {
			readonly event: 'messages:found';
			readonly data: Round & {readonly messages: readonly Message[]; readonly hasMore: boolean};
	  }
	| {readonly event: 'messages:failed'; readonly data: Round & {readonly reason: string}}
	| {readonly event: 'templates:found'; readonly data: {readonly templates: readonly Template[]}}
	| {readonly event: 'stats:found'; readonly data: MessageStats}
	| {readonly event: 'templates:failed' | 'stats:failed'; readonly data: {readonly reason: string}}
	/** What was being written when the app was last left. */
	| {readonly event: 'drafts:kept'; readonly data: {readonly drafts: readonly Draft[]}};

/** What only the screen knows: what is open, selected and asked. */
type ScreenEvent =
	/** One of the lists comes to the front, and what was open above it is left. */
	| {readonly event: 'list:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:closed'}
	| {readonly event: 'screen:restored'; readonly data: {readonly screen: Screen; readonly drafts: Drafts}}
	| {readonly event: 'row:selected'; readonly data: {readonly list: ListId; readonly id: string}}
	| {readonly event: 'row:folded' | 'row:unfolded'; readonly data: {readonly id: string}}
	| {readonly event: 'text:scrolled'; readonly data: {readonly to: number}}
	| {readonly event: 'filter:changed'; readonly data: {readonly list: ListId; readonly text: string}}
	| {readonly event: 'field:opened'; readonly data: Omit<Field, 'text'> & {readonly text: string}}
	| {readonly event: 'field:edited'; readonly data: Edit}
	| {readonly event: 'field:closed'}
	| {readonly event: 'confirm:asked'; readonly data: Confirm}
	| {readonly event: 'confirm:closed'}
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
	| {readonly event: 'dispatch:opened'; readonly data: {readonly taskId: string}}
	| {readonly event: 'dispatch:planned'; readonly data: DispatchPlan}
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
