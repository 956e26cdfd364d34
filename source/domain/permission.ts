/**
What an agent may do without asking: `ask` for everything that changes something, `plan` only (it changes nothing), `edit` files, or
`all`. Each agent says by which of its options that goes, or that it knows no such thing.
*/
export const permissions = ['ask', 'plan', 'edit', 'all'] as const;
export type Permission = (typeof permissions)[number];
