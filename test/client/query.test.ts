import {expect, test} from 'vitest';
import {readQuery} from '../../source/client/query.js';

const known = {
	sessions: [
		{id: 's-1', name: 'Builder'},
		{id: 's-2', name: 'Reviewer'},
		{id: 's-3', name: 'Review the door'},
	],
	projects: [{id: 'p-1', name: 'Shop'}],
};

const lines: ReadonlyArray<[line: string, query: object]> = [
	['', {}],
	['  two   words ', {text: 'two words'}],
	['from:builder door', {from: 's-1', text: 'door'}],
	['from:s-2', {from: 's-2'}],
	['from:reviewer', {from: 's-2'}],
	['to:you', {to: 'operator'}],
	['with:operator', {party: 'operator'}],
	['project:sho task:T-1', {projectId: 'p-1', taskId: 'T-1'}],
	['status:failed TYPE:request priority:HIGH', {status: 'failed', type: 'request', priority: 'high'}],
	['http://a.b/c constructor:x', {text: 'http://a.b/c constructor:x'}],
];

for (const [line, query] of lines) {
	test(`"${line}" asks for ${JSON.stringify(query)}`, () => {
		expect(readQuery(line, known)).toEqual({query});
	});
}

const problems: ReadonlyArray<[line: string, says: string]> = [
	['status:lost', 'There is no status "lost"; there are pending, delivered, read, failed, expired'],
	['from:nobody', 'No session is called "nobody"'],
	['to:review', '"review" fits 2 of the sessions; say more of the name, or the id'],
	['project:x', 'No project is called "x"'],
];

for (const [line, problem] of problems) {
	test(`"${line}" is answered with what is wrong`, () => {
		expect(readQuery(line, known)).toEqual({problem});
	});
}
