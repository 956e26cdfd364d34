import {whyLacking} from '../../client/cannot.js';
import {docRows} from '../../client/select/docs.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {ListWithPane} from '../components/list-with-pane.js';
import {docLine} from '../doc-rows.js';
import {keyOf} from '../keys.js';

/** The documents that agents left, the newest first. */
export function DocsScreen() {
	return <ListWithPane list="docs" rowsOf={docRows} whyEmpty={whyEmpty} draw={docLine} />;
}

const whyEmpty = ({screen, settings, connection}: State): string => {
	const why = whyLacking('docs', {connection});
	if (why !== undefined) {
		return `${lineToDraw(why)}.`;
	}

	return (screen.filters.docs ?? '') === ''
		? 'No session has left a document yet.'
		: `No document has these words. ${keyOf('screen.back', settings.values.keys)} clears the filter.`;
};
