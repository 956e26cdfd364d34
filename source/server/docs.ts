import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {createId} from '../domain/id.js';
import type {DocNote, Session} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {readText, writeWhole} from '../system/files.js';
import {removeFile, sizeOf} from '../system/replace.js';
import type {Sessions} from './sessions.js';
import {storageFailure} from './stores/storage-failure.js';

/** Of one session. */
const mostDocs = 200;

/** Bytes of what the docs in one answer say; of those that do not fit any more, it says where they are. */
const mostText = 8 * 1024 * 1024;

type NewDoc = Pick<DocNote, 'title' | 'filePath' | 'taskId' | 'kind'> & {readonly content?: string | undefined};

type Noted = {readonly session: Session; readonly note: DocNote};

export type Docs = {
	/** Keeps a text for others to read; resolves once it is on disk. Answers the session, which knows of it now, and its note. */
	add: (sessionId: string, doc: NewDoc) => Promise<Noted>;
	/** Replaces what a doc says. Refuses with `not-found`. */
	write: (sessionId: string, docId: string, content: string) => Promise<void>;
	/** Those with what they say, oldest first. */
	read: (noted: readonly Noted[]) => Promise<ReadonlyArray<DocNote & {readonly content?: string | undefined}>>;
};

type Options = {
	/** Where the real product has them: `<session>/<doc>.md` (contract §1). An absolute path. */
	readonly folder: string;
	readonly sessions: Pick<Sessions, 'get' | 'change' | 'newEntry'>;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Texts that agents leave for others. What they are called is with their session, what they say in a file of each, which is read when
somebody asks for it.
*/
export const createDocs = ({folder, sessions, clock, random}: Options): Docs => {
	/** From ids alone: what a note says of its place is not believed. */
	const fileOf = (sessionId: string, {id, kind}: Pick<DocNote, 'id' | 'kind'>): string =>
		path.join(folder, sessionId, `${id}.${kind === 'diagram' ? 'excalidraw' : 'md'}`);

	const save = async (file: string, content: string): Promise<void> => {
		try {
			await writeWhole(file, content);
		} catch (error) {
			throw storageFailure(file, error);
		}
	};

	return {
		async add(sessionId, {content, ...doc}) {
			refuseMore(sessions.get(sessionId));
			const id = createId('doc', clock(), random);
			const note = {
				...{id, ...doc, addedAt: clock(), addedBy: sessionId},
				...(content === undefined ? {} : {contentFilePath: fileOf(sessionId, {id, kind: doc.kind})}),
			};
			if (content !== undefined) {
				await save(fileOf(sessionId, note), content);
			}

			const {taskId, title, filePath} = doc;
			const metadata = {docId: id, title, filePath};
			const entry = sessions.newEntry({type: 'doc_added', taskId, message: `Doc added: ${title}`, metadata});
			try {
				const session = await sessions.change(sessionId, before => {
					// Others may have come while this one was written.
					refuseMore(before);
					return {...before, docs: [...(before.docs ?? []), note], timeline: [...before.timeline, entry]};
				});
				return {session, note};
			} catch (error) {
				// Nobody knows of it.
				await removeFile(fileOf(sessionId, note));
				throw error;
			}
		},

		async write(sessionId, docId, content) {
			const note = sessions.get(sessionId).docs?.find(({id}) => id === docId);
			if (note === undefined) {
				throw new MaestroError('not-found', `There is no doc ${docId} of ${sessionId}`);
			}

			await save(fileOf(sessionId, note), content);
		},

		async read(noted) {
			let room = mostText;
			const docs = [];
			for (const {session, note} of noted) {
				const file = fileOf(session.id, note);
				const size = (await sizeOf(file)) ?? 0;
				const content = size <= room ? await readText(file) : undefined;
				room -= content === undefined ? 0 : size;
				docs.push({...note, content, sessionId: session.id, sessionName: session.name});
			}

			return docs;
		},
	};
};

/** Each change of a session is written with the notes of all of them. */
const refuseMore = ({id, docs = []}: Session): void => {
	if (docs.length >= mostDocs) {
		throw new MaestroError('too-large', `A session keeps ${mostDocs} docs at most, and ${id} has as many`);
	}
};
