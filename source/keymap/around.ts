import {openDraft} from '../client/select/compose.js';
import {offered} from '../client/select/offer.js';
import {hasPane, paneHasFocus} from '../client/select/pane.js';
import {type DraftFocus, draftFocuses} from '../client/state/drafts.js';
import type {State} from '../client/state/index.js';
import type {ScreenId} from '../client/state/screen.js';
import {groupScopes, openGroupScopes} from './arrange.js';
import type {Scope} from './binding.js';
import {hasMarks} from './marks.js';

/** All that decides, beside the screen itself, which scopes are open on it; asked only where it matters. */
export type Around = {
	readonly offer: () => ReturnType<typeof offered>;
	readonly hasMarks: () => boolean;
	readonly group: () => readonly Scope[];
	readonly pane: () => 'none' | 'there' | 'focused';
	readonly focus: () => DraftFocus;
};

export const aroundOf = (screen: ScreenId, state: State): Around => ({
	offer: () => offered(state),
	hasMarks: () => hasMarks(screen, state),
	group: () => openGroupScopes(state),
	pane: () => (paneHasFocus(state) ? 'focused' : hasPane(state) ? 'there' : 'none'),
	focus: () => openDraft(state)?.focus ?? 'text',
});

const either = [false, true] as const;

/** Every way in which it can be. */
export const everyAround: readonly Around[] = (['none', 'folder', 'windows'] as const).flatMap(offer =>
	either.flatMap(isMarked =>
		[[], ...groupScopes.map(scope => [scope])].flatMap(group =>
			(['none', 'there', 'focused'] as const).flatMap(pane =>
				draftFocuses.map(focus => ({
					offer: () => offer,
					hasMarks: () => isMarked,
					group: () => group,
					pane: () => pane,
					focus: () => focus,
				})),
			),
		),
	),
);
