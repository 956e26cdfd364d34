import {MaestroError, type RefusalCode} from '../../domain/errors.js';

/** Asks for something to be deleted; that it is gone already, which is what `code` says, is well. */
export const unlessGone = async (code: RefusalCode, ask: () => Promise<unknown>): Promise<void> => {
	try {
		await ask();
	} catch (error) {
		if (!(error instanceof MaestroError && error.code === code)) {
			throw error;
		}
	}
};
