import {hasEnded} from '../../domain/session.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {Draft} from '../state/drafts.js';
import type {State} from '../state/index.js';
import {selectedRow} from './rows.js';
import {allSessionRows, type SessionRow} from './sessions.js';

export const openDraft = ({screen, drafts}: State): Draft | undefined =>
	screen.draftId === undefined ? undefined : drafts.get(screen.draftId);

/** The sessions that a message can go to and that have the words typed so far. */
export const receivers = derive(
	[allSessionRows, (state: State) => openDraft(state)?.query.text ?? ''],
	(rows, query): readonly SessionRow[] => {
		const keeps = createFilter(query);
		return rows.filter(
			({session, badge, project, name, about, mode, id}) =>
				!hasEnded(session) &&
				keeps({
					status: badge,
					project: project.toLowerCase(),
					text: `${name} ${about} ${mode} ${project} ${id}`.toLowerCase(),
				}),
		);
	},
);

export const selectedReceiver = (state: State): SessionRow | undefined =>
	selectedRow(receivers(state), state.screen.selected.receivers);
