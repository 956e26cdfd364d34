import {readElements} from '../protocol/diagrams.js';

/**
What is written in a diagram of Excalidraw, in words: a terminal draws none. One that cannot be read is shown as it is kept.
*/
export const readDiagram = (content: string): string => {
	const elements = readElements(content);
	if (elements === undefined) {
		return `This is a diagram that cannot be read here. It is kept as:\n\n${content}`;
	}

	const texts = elements.flatMap(({text = ''}) => (text.trim() === '' ? [] : [text.trim()]));
	const counts = [...Map.groupBy(elements, ({type}) => type)].map(([type, all]) => `${all.length} ${type}`);
	return [
		`This is a diagram, which a terminal cannot draw: ${counts.length === 0 ? 'nothing is drawn in it' : counts.join(', ')}.`,
		'',
		...(texts.length === 0
			? ['Nothing is written in it.']
			: ['What is written in it:', '', ...texts.map(text => `- ${text.replaceAll('\n', '\n  ')}`)]),
	].join('\n');
};
