import type {Tools} from './tools.js';

/** Fetches everything again; while the connection is lost, tries to connect at once. */
export const refresh =
	({store, refreshServer}: Tools) =>
	async (): Promise<void> => {
		const isOpen = store.get().connection.phase === 'open';
		store.send({
			event: 'notice',
			data: {tone: 'info', text: isOpen ? 'Fetching everything again' : 'Trying to connect now'},
		});
		refreshServer();
	};
