import {useSyncExternalStore} from 'react';
import type {State} from '../../client/state/index.js';
import {useClient} from './use-client.js';

/**
Reads one thing from the store and renders again only when that thing changes, so `select` hands back what the state holds, or
what a derived selector built.
*/
export const useSelector = <T>(select: (state: State) => T): T => {
	const {store} = useClient();
	return useSyncExternalStore(store.subscribe, () => select(store.get()));
};
