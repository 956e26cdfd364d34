import type {HostRow} from '../client/select/hosts.js';
import {lineToDraw} from '../client/text.js';
import {lineOf, shareOut} from './line.js';
import {type Look, marker, type Place} from './rows.js';

export const hostLine = (row: HostRow, place: Place, {theme, columns}: Look): string => {
	const {glyphs, text} = theme;
	const {server, isConnected, look, live, working, needYou} = row;
	const [, state = 0, name = 0, version = 0, counts = 0, need = 0, way = 0] = shareOut(columns, [
		...[1, columns < 60 ? 1 : 11, -2],
		columns < 90 ? 0 : -1,
		columns < 76 ? 7 : 18,
		columns < 52 ? 0 : 11,
		8,
	]);
	const glyph = isConnected ? glyphs.connected : glyphs.lost;
	const words = columns < 60 ? glyph : `${glyph} ${isConnected ? 'connected' : 'lost'}`;
	const trip = look?.answer?.roundTripMs;
	return lineOf(
		[
			marker(place, theme),
			{text: words, width: state, style: isConnected ? text.dim : text.error},
			{text: row.name, width: name, style: place.isSelected ? text.selected : ''},
			{text: lineToDraw(`${server.name} ${server.version ?? ''}`), width: version, style: text.dim},
			{text: columns < 76 ? `${live} live` : `${live} live, ${working} working`, width: counts},
			{
				text: needYou === 0 ? '' : `${needYou} need${needYou === 1 ? 's' : ''} you`,
				width: need,
				style: text.attention,
			},
			{text: wayOf(trip, look?.phase).padStart(8), width: way, style: text.dim},
		],
		theme,
	);
};

const wayOf = (roundTripMs: number | undefined, phase: 'asked' | 'there' | 'failed' | undefined): string => {
	if (roundTripMs === undefined) {
		return phase === 'asked' ? 'asking' : phase === 'failed' ? 'no reply' : '';
	}

	return roundTripMs < 1 ? '<1 ms' : `${roundTripMs} ms`;
};
