import {MaestroError} from '../../domain/errors.js';
import type {SpawnRecord} from './record.js';
import type {Records} from './records.js';
import type {Look} from './sight.js';

/** How long a program has to end by itself. */
const graceMs = 5000;

type Options = {
	readonly records: Pick<Records, 'endOf' | 'discard'>;
	readonly look: () => Look;
};

/**
Ends what runs in the window of a session, of whichever of its runs, and closes it. Answers whether there was one; refuses where its
multiplexer does not say.
*/
export const createClosing =
	({records, look}: Options) =>
	async (record: SpawnRecord): Promise<boolean> => {
		const sight = await look()(record);
		if (sight === undefined) {
			throw new MaestroError(
				'multiplexer-failed',
				`Expected to look at the window of ${record.name} before it is closed, and ${record.target.multiplexer} does not answer`,
			);
		}

		const {multiplexer, window} = sight;
		if (window === undefined) {
			return false;
		}

		// Of a program that has ended no more than a shell is left, which a hangup ends.
		const hasEnded = window.life.state === 'ended' || (await records.endOf(window.meta?.runId ?? '')) !== undefined;
		if (!hasEnded) {
			await unlessGone(multiplexer.stop(window, {graceMs}));
		}

		await multiplexer.closeWindow(window);
		await records.discard(window.meta?.runId ?? '');
		return true;
	};

const unlessGone = async (work: Promise<void>): Promise<void> => {
	try {
		await work;
	} catch (error) {
		if (!(error instanceof MaestroError && error.code === 'window-gone')) {
			throw error;
		}
	}
};
