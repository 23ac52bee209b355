/** What a process of the floor is told: ports, and a name for the topics of this start. */
export const settings = {
  kafka: Number(process.env['FLOOR_KAFKA_PORT']),
  agencies: Number(process.env['FLOOR_AGENCIES_PORT']),
  http: Number(process.env['FLOOR_HTTP_PORT']),
};

const run = process.env['FLOOR_RUN'] ?? '';
export const TOPICS = {
  inquiry: `floor-${run}-inquiry`,
  reply: `floor-${run}-reply`,
  answer: `floor-${run}-answer`,
  audit: `floor-${run}-audit`,
} as const;

/** The replies that make an answer; the announcement of a question is none. */
export const AGENCIES = 7;
