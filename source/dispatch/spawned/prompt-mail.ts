import {randomBytes} from 'node:crypto';
import path from 'node:path';
import {withoutSender} from '../../domain/prompt-note.js';
import type {Bells} from '../../system/bells.js';
import type {Clock} from '../../system/clock.js';
import {listFolder, makeFolder, modifiedAt, readText, removeEmptyFolder} from '../../system/files.js';
import {
	type Letter,
	type LetterFile,
	letterLeaseMs,
	nameOfLetter,
	readLetterName,
	textNameOf,
} from '../../system/mail.js';
import type {Paths} from '../../system/paths.js';
import {birthOf} from '../../system/processes.js';
import {moveFile, removeFile, replaceFile} from '../../system/replace.js';
import type {Run} from '../../system/run.js';
import type {PromptRecord} from './prompt-record.js';

/** How far the hooks of a session have got with a text; `gone` where they have none of that key. */
type Mailed =
	| {readonly state: 'gone'}
	| {readonly state: 'waiting'; readonly since: number}
	| {readonly state: 'taken'}
	| {readonly state: 'shown'; readonly at: number; readonly via: string};

export type PromptMail = {
	/** Makes the folders that hooks write to. */
	readonly open: () => Promise<void>;
	/** Whether a client with hooks of ours speaks for the session, as far as its hooks have told: `since` is when its program was started. */
	readonly hooksRun: (sessionId: string, since: number) => Promise<boolean>;
	/** Puts a text where the next hook of the session takes it, and wakes its client. */
	readonly hand: (record: PromptRecord, agent: string, version: string | undefined) => Promise<void>;
	/** What became of it; one that was taken and not confirmed for a while is handed over again. */
	readonly look: (record: PromptRecord) => Promise<Mailed>;
	/** Takes it back from the hooks; answers whether none of them has it. */
	readonly recall: (record: PromptRecord) => Promise<boolean>;
	/** Takes away what hooks of such sessions left for a server of ours, which none of them has; and what nobody came for. */
	readonly sweep: (isMeant: (sessionId: string) => boolean) => Promise<void>;
	/** Takes away what is left of one that is settled. */
	readonly clear: (record: Pick<PromptRecord, 'sessionId' | 'key'>) => Promise<void>;
};

/** Longer than any hook takes to write. */
const sweptAfterMs = 10_000;

/** What a hook said so long ago says nothing of now, whoever it was for. */
const forgottenAfterMs = 24 * 3_600_000;

type Options = {
	readonly paths: Pick<Paths, 'mail' | 'owners' | 'hookEvents' | 'flags' | 'doorbells'>;
	readonly bells: Pick<Bells, 'flag' | 'ring'>;
	readonly run: Run;
	readonly clock: Clock;
};

/**
The letters that hooks of ours take for their agents, of sessions that no server of ours knows (agent-contract §1).
*/
export const createPromptMail = ({paths, bells, run, clock}: Options): PromptMail => {
	const folderOf = (sessionId: string): string => path.join(paths.mail, sessionId);

	const fileOf = async ({sessionId, key}: Pick<PromptRecord, 'sessionId' | 'key'>): Promise<LetterFile | undefined> =>
		(await listFolder(folderOf(sessionId))).map(({name}) => readLetterName(name)).find(file => file?.key === key);

	const at = (sessionId: string, name: string): string => path.join(folderOf(sessionId), name);

	const wake = async (sessionId: string): Promise<void> => {
		await bells.flag(sessionId, 1);
		await bells.ring(sessionId);
	};

	return {
		async open() {
			for (const folder of [paths.mail, paths.owners, paths.hookEvents, paths.flags, paths.doorbells]) {
				await makeFolder(folder);
			}
		},

		async hooksRun(sessionId, since) {
			const owner = path.join(paths.owners, sessionId);
			const [, pid = '', born] = /^(\d+) (\S*)/.exec((await readText(owner)) ?? '') ?? [];
			// Of a client that does not tell its process, that a hook of it has run since is all there is.
			return pid === '0' || pid === ''
				? pid === '0' && (await modifiedAt(owner)) >= since
				: (await birthOf(Number(pid), run)) === born;
		},

		async hand(record, agent, version) {
			const {sessionId, key, content, senderSessionId} = record;
			const {name, text} = withoutSender(content);
			const file = at(sessionId, textNameOf(key));
			await replaceFile(file, text);
			const letter: Letter = {
				...{key, agent, version, text, file, name},
				from: senderSessionId ?? 'ui',
				nonce: randomBytes(9).toString('hex'),
			};
			await removeFile(at(sessionId, nameOfLetter(key, {state: 'recalled'})));
			await replaceFile(at(sessionId, nameOfLetter(key, {state: 'waiting'})), JSON.stringify(letter));
			await wake(sessionId);
		},

		async look(record) {
			const {sessionId} = record;
			const file = await fileOf(record);
			switch (file?.state) {
				case undefined:
				case 'recalled': {
					return {state: 'gone'};
				}

				case 'shown': {
					return {state: 'shown', at: file.at, via: viaOf(file.way)};
				}

				case 'taken': {
					const isForgotten = Math.abs(clock() - file.at) >= letterLeaseMs;
					if (
						isForgotten &&
						(await moveFile(at(sessionId, file.name), at(sessionId, nameOfLetter(file.key, {state: 'waiting'}))))
					) {
						await wake(sessionId);
					}

					return {state: 'taken'};
				}

				case 'waiting': {
					return {state: 'waiting', since: await modifiedAt(at(sessionId, file.name))};
				}
			}
		},

		async recall(record) {
			const {sessionId, key} = record;
			const file = await fileOf(record);
			return (
				file === undefined ||
				file.state === 'recalled' ||
				(file.state === 'waiting' &&
					(await moveFile(at(sessionId, file.name), at(sessionId, nameOfLetter(key, {state: 'recalled'})))))
			);
		},

		async sweep(isMeant) {
			for (const {name} of await listFolder(paths.hookEvents)) {
				const [sessionId = ''] = name.split('.');
				const file = path.join(paths.hookEvents, name);
				const age = clock() - (await modifiedAt(file));
				if (age > (isMeant(sessionId) ? sweptAfterMs : forgottenAfterMs)) {
					await removeFile(file);
				}
			}
		},

		async clear({sessionId, key}) {
			const file = await fileOf({sessionId, key});
			if (file !== undefined) {
				await removeFile(at(sessionId, file.name));
			}

			await removeFile(at(sessionId, textNameOf(key)));
			if ((await listFolder(folderOf(sessionId))).length === 0) {
				await bells.flag(sessionId, 0);
				await removeEmptyFolder(folderOf(sessionId));
			}
		},
	};
};

/** `hook-Stop` as people read it, and `doorbell-seen-in-the-prompt`. */
const viaOf = (way: string): string => way.replace(/^doorbell-/, 'doorbell, ').replaceAll('-', ' ');
