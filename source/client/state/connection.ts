import type {ClientEvent, ServerInfo} from '../event.js';

export type Connection = {
	/** Whether a snapshot ever came: from then on there is a picture to show. */
	readonly hasPicture: boolean;
	/** The server it is, or was until the connection was lost. */
	readonly server: ServerInfo | undefined;
} & (
	| {readonly phase: 'starting'; readonly text: string}
	| {readonly phase: 'open'}
	| {readonly phase: 'lost'; readonly reason: string; readonly at: number}
	/** A server is there, and tells nothing before somebody logs in; `at` is when that began. */
	| {readonly phase: 'locked'; readonly url: string; readonly reason: string; readonly at: number}
);

export const noConnection: Connection = {
	phase: 'starting',
	text: 'Looking for a server…',
	hasPicture: false,
	server: undefined,
};

export const updateConnection = (connection: Connection, event: ClientEvent): Connection => {
	const {hasPicture, server} = connection;
	switch (event.event) {
		case 'connection:starting': {
			// While a picture is shown, it matters more since when it is old.
			return (connection.phase === 'lost' || connection.phase === 'locked') && hasPicture
				? {...connection, reason: event.data.text}
				: {phase: 'starting', text: event.data.text, hasPicture, server};
		}

		case 'connection:open': {
			return {phase: 'open', hasPicture, server: event.data};
		}

		// Of many failed tries in a row the first one says since when the picture is old.
		case 'connection:lost': {
			const at = connection.phase === 'lost' || connection.phase === 'locked' ? connection.at : event.data.at;
			const isSame = connection.phase === 'lost' && connection.reason === event.data.reason;
			return isSame ? connection : {phase: 'lost', reason: event.data.reason, at, hasPicture, server};
		}

		case 'connection:locked': {
			const {url, reason} = event.data;
			const at = connection.phase === 'lost' || connection.phase === 'locked' ? connection.at : event.data.at;
			const isSame = connection.phase === 'locked' && connection.url === url && connection.reason === reason;
			return isSame ? connection : {phase: 'locked', url, reason, at, hasPicture, server};
		}

		case 'snapshot': {
			return hasPicture ? connection : {...connection, hasPicture: true};
		}

		default: {
			return connection;
		}
	}
};
