import type {Session} from '../../../source/domain/session.js';
import {goTo, type Stop, select, selected} from './stop.js';

/** What agents have left, as whom they are started, and what is done with sessions that nobody needs any more. */
export const leavingStops: readonly Stop[] = [
	{
		title: 'documents',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await press('screen.docs');
			await shows('› Documents', selected('Hinges'));
			await tour.picture('docs');
			await press('docs.preview', 'docs.preview');
			await press('docs.session');
			await shows('[Sessions]');
			await press('screen.docs');
			await shows('› Documents');
			await press('docs.open');
			await shows('› Document', '# Hinges');
			await press('text.bottom');
			await shows('The left one first');
			await tour.picture('doc');
			await press('doc.search');
			await type('oil');
			await press('field.submit');
			await press('doc.next');
			await shows(/found nowhere below/);
			await press('doc.previous');
			await shows(/found nowhere above/);
			await press('doc.copy');
			await shows(/opied the document/);
			await press('doc.wrap', 'doc.right', 'doc.left', 'doc.wrap');
			await press('doc.export');
			await shows('hinges.md');
			await press('edit.clear');
			await type(`hinges-${tour.pid}.md`);
			await press('field.submit');
			await shows(/Wrote all/);
			await press('screen.back');
			await hides(/› Document$/m);
			await press('screen.back');
			await shows('[Sessions]');
		},
	},
	{
		title: 'team members',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await press('screen.members');
			await shows('› Team members');
			await select(tour, 'Carpenter');
			await tour.picture('members');
			await press('member.preview', 'member.preview');
			await press('member.open');
			await shows('› Details', 'Mends doors');
			await press('screen.back');
			await hides('› Details');
			await press('member.dispatch');
			await shows(/asks\s+no\s+app/);
			await press('member.rename');
			await press('edit.clear');
			await type('Carpenter Jo');
			await press('field.submit');
			await shows('Carpenter Jo');
			await press('undo.take');
			await shows('Taken back');
			await press('member.role');
			await press('edit.clear');
			await type('Hangs doors');
			await press('field.submit');
			await shows('another role');
			await press('member.describe');
			await shows(/is told something else|is as it was/);
			await press('member.archive');
			await shows('is archived');
			await press('undo.take');
			await shows('Taken back');
			await press('screen.back');
			await shows('[Sessions]');
		},
	},
	{
		title: 'sessions that nobody needs any more',
		async visit(tour, {post, builder}) {
			const {press, shows, hides} = tour;
			const {projectId} = builder;
			await post<Session>('/api/sessions', {projectId, taskIds: [], name: 'Spare', status: 'completed'});
			await goTo(tour, 'Sessions');
			await shows('Spare');
			await select(tour, 'Spare');
			await press('session.done');
			await shows('Spare is done');
			await press('undo.take');
			await shows('Taken back');
			await select(tour, 'Spare');
			await press('session.delete');
			await shows('y or n');
			await press('confirm.yes');
			await shows('Deleted Spare');
			await hides(selected('Spare'));
		},
	},
];
