import type {ClientEvent} from '../event.js';
import {placeOf} from '../select/server.js';
import {isAsking, isSecret, listScreens, openScreen} from '../state/screen.js';
import type {Store} from '../store.js';

type Options = {
	readonly store: Store;
	readonly signal: AbortSignal;
};

/** The line in which a server's password is written. */
export const askPassword = (url: string): ClientEvent => ({
	event: 'field:opened',
	data: {purpose: 'password', label: `Password for ${placeOf(url)}`, text: '', subject: url},
});

/**
Asks for the password of a server that wants one, once, where there is nothing to look at yet and nobody writes anything; whoever sees a
picture is told, and asks for the line themselves. When the server lets us in without it, the line goes. Until the signal aborts.
*/
export const followLock = ({store, signal}: Options): void => {
	let asked: string | undefined;
	const look = (): void => {
		const {connection, screen} = store.get();
		if (connection.phase === 'open') {
			asked = undefined;
			if (screen.field !== undefined && isSecret(screen.field)) {
				store.send({event: 'confirm:closed'}, {event: 'field:closed'});
			}

			return;
		}

		const isFree = !isAsking(screen) && listScreens.some(id => id === openScreen(screen));
		if (connection.phase === 'locked' && !connection.hasPicture && isFree && asked !== connection.url) {
			asked = connection.url;
			store.send(askPassword(connection.url));
		}
	};

	const unsubscribe = store.subscribe(look);
	signal.addEventListener('abort', unsubscribe, {once: true});
	look();
};
