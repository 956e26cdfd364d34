import type {MaestroError} from '../../domain/errors.js';
import type {PromptFate} from '../../domain/prompt-note.js';
import type {Clock} from '../../system/clock.js';
import type {PromptMail} from './prompt-mail.js';
import {type PromptRecord, settled} from './prompt-record.js';
import type {PromptStore} from './prompt-store.js';

type Options = {
	readonly store: Pick<PromptStore, 'put'>;
	readonly mail: Pick<PromptMail, 'clear'>;
	readonly clock: Clock;
};

/** What is said of a text that was being written when whoever wrote it was ended. */
export const interrupted =
	'maestro-tui was interrupted while it was written: it may stand in its prompt, or have been entered; look there';

/**
Keeps what became of a text after a try. Each answers whether it is settled by that.
*/
export const createPromptEnds = ({store, mail, clock}: Options) => {
	const settle = async (record: PromptRecord, fate: PromptFate): Promise<true> => {
		await store.put(settled(record, fate));
		await mail.clear(record);
		return true;
	};

	const wait = async (record: PromptRecord, why: string, needsPerson = false): Promise<false> => {
		const {fate} = record;
		const isSame = fate.state === 'waiting' && fate.why === why && fate.needsPerson === needsPerson;
		if (!isSame || record.step === 'writing') {
			const step = record.step === 'writing' ? 'waiting' : record.step;
			await store.put({...record, step, fate: {state: 'waiting', why, needsPerson}});
		}

		return false;
	};

	const lose = async (record: PromptRecord, why: string) => settle(record, {state: 'lost', at: clock(), why});

	const fail = async (record: PromptRecord, error: MaestroError): Promise<boolean> => {
		// These are refused before anything is written.
		if (error.code === 'too-large' || error.code === 'malformed') {
			return lose(record, error.message);
		}

		return record.step === 'writing'
			? settle(record, {state: 'unknown', at: clock(), why: `${interrupted}: ${error.message}`})
			: wait(record, error.message);
	};

	return {settle, wait, lose, fail};
};
