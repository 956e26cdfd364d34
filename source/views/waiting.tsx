import {layoutOf} from '../client/select/layout.js';
import type {State} from '../client/state/index.js';
import {lineToDraw, wrapWords} from '../client/text.js';
import {Lines} from './components/lines.js';
import {useSelector} from './hooks/use-selector.js';
import {keyOf} from './keys.js';

/** What is there before a server has said anything. */
export function WaitingScreen() {
	const {body} = useSelector(layoutOf);
	const text = useSelector(whatIsAwaited);

	return <Lines area={body} lines={['', ...wrapWords(text, body.columns)]} />;
}

const whatIsAwaited = ({connection, settings}: State): string => {
	const {keys} = settings.values;
	switch (connection.phase) {
		case 'starting': {
			return lineToDraw(connection.text);
		}

		case 'open': {
			return 'Fetching everything…';
		}

		case 'locked': {
			return `The Maestro desktop server at ${lineToDraw(connection.url)} asks for a password. ${keyOf('server.log-in', keys)} logs in, ${keyOf('app.quit', keys)} quits.`;
		}

		case 'lost': {
			return `No connection: ${lineToDraw(connection.reason)}. Trying again; ${keyOf('server.refresh', keys)} tries at once, ${keyOf('app.quit', keys)} quits.`;
		}
	}
};
