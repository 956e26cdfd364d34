import type {ClientEvent} from '../event.js';
import type {ScreenId} from './screen.js';

/** What a document says, as it can be read here. */
export type DocText = {
	/** Its lines, cleaned; of a diagram what is written in it. */
	readonly text: string;
	/** Characters that the whole has, of which the first may be all that is here. */
	readonly length: number;
	readonly isDiagram: boolean;
};

/** The document that is read. It is fetched when it is opened, and looked at again while it is. */
export type OpenDoc = {
	readonly id: string;
	/** The session that left it. */
	readonly sessionId: string;
	/** Of the last look; what was found before stays until another text is. */
	readonly phase: 'asked' | 'there' | 'gone' | 'failed';
	/** Why it failed. */
	readonly reason: string;
	readonly found: DocText | undefined;
};

export const updateDoc = (
	doc: OpenDoc | undefined,
	event: ClientEvent,
	stack: readonly ScreenId[],
): OpenDoc | undefined => {
	if (event.event === 'doc:opened') {
		const {id, sessionId} = event.data;
		return doc?.id === id ? doc : {id, sessionId, phase: 'asked', reason: '', found: undefined};
	}

	if (doc === undefined || !stack.includes('doc')) {
		return undefined;
	}

	switch (event.event) {
		case 'doc:found': {
			return event.data.id === doc.id ? withText(doc, event.data.found) : doc;
		}

		case 'doc:failed': {
			const {id, reason} = event.data;
			const isSame = doc.phase === 'failed' && doc.reason === reason;
			return id !== doc.id || isSame ? doc : {...doc, phase: 'failed', reason};
		}

		default: {
			return doc;
		}
	}
};

/** Most looks find the same; then nothing is drawn. */
const withText = (doc: OpenDoc, found: DocText | undefined): OpenDoc => {
	const phase = found === undefined ? 'gone' : 'there';
	const isSame = doc.phase === phase && (found === undefined || isSameText(doc.found, found));
	return isSame
		? doc
		: {...doc, phase, reason: '', found: isSameText(doc.found, found) ? doc.found : (found ?? doc.found)};
};

const isSameText = (a: DocText | undefined, b: DocText | undefined): boolean =>
	a !== undefined && b !== undefined && a.text === b.text && a.length === b.length;
