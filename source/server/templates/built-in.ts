import type {Template} from '../../domain/template.js';

const source = 'built in';

/**
The templates that are always there, in the order in which the operator sees them.
*/
export const builtIn: readonly Template[] = [
	{
		id: 'status',
		label: 'Ask for the status',
		type: 'request',
		source,
		text: 'Where are you with {task}? Answer in three lines: what is done, what you are doing now, and what stands in your way.',
	},
	{
		id: 'review',
		label: 'Ask for a review',
		type: 'request',
		source,
		text: 'Please review my changes for {task} in {project}. Look for what is wrong or missing first, then for what could be simpler. Answer with the findings, the gravest first, each with its file and line.',
	},
	{
		id: 'hand-over',
		label: 'Hand over the work',
		type: 'request',
		source,
		text: 'Please take over {task} in {project}.\n\nDone so far: \nStill to do: \nWhat to know: \n\nAnswer when you have it, or say what is missing.',
	},
	{
		id: 'unblock',
		label: 'Help with a blocker',
		type: 'response',
		priority: 'high',
		source,
		text: 'About your blocker in {task}: \n\nGo on from there. When something else stands in your way, say what you tried and what you need.',
	},
	{
		id: 'stop',
		label: 'Stop and report',
		type: 'command',
		priority: 'high',
		source,
		text: 'Stop what you are doing on {task} and change nothing more. Then report what is done, what is half done, and what has to be put back.',
	},
];
