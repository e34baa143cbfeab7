import type { Result } from "../result";
import type { Session } from "../session/session";
import { parametersOf } from "./parameters";
import { rowSet, rowType } from "./rowset";

/** Rows of one piece of a result; the rest is fetched piece by piece. */
const rowsInPiece = 10_000;

/** What a statement gave, ready to be sent: `data` of its answer, and the pieces it speaks of. */
export interface ResultData {
  readonly data: Readonly<Record<string, unknown>>;
  /** JSON arrays joined by commas, without the brackets around them (snowflake-sdk chunk.js). */
  readonly chunks: readonly string[];
}

/**
 * @param urlOf where piece `n`, from 0, will be found
 */
export function resultData(
  queryId: string,
  result: Result,
  session: Session,
  urlOf: (piece: number) => string,
): ResultData {
  const rows = rowSet(result.columns, result.rows, Number(session.parameter("JSON_INDENT") || 2));
  const pieces = Array.from({ length: Math.ceil(rows.length / rowsInPiece) - 1 }, (_, i) =>
    rows.slice((i + 1) * rowsInPiece, (i + 2) * rowsInPiece),
  );
  const chunks = pieces.map((piece) => JSON.stringify(piece).slice(1, -1));
  const data = {
    ...stateOf(queryId, session),
    rowtype: rowType(result.columns),
    rowset: rows.slice(0, rowsInPiece),
    total: rows.length,
    returned: rows.length,
    statementTypeId: statementTypeId(result.statement),
    ...(chunks.length === 0
      ? {}
      : {
          chunkHeaders: {},
          chunks: pieces.map((piece, i) => ({
            url: urlOf(i),
            rowCount: piece.length,
            uncompressedSize: chunks[i]?.length,
            compressedSize: chunks[i]?.length,
          })),
        }),
  };
  return { data, chunks };
}

/** The answer to several statements at once names their results; drivers fetch each by its query id. */
export const multiResultData = (
  queryId: string,
  children: readonly { readonly queryId: string; readonly statement: string }[],
  session: Session,
): Readonly<Record<string, unknown>> => ({
  ...stateOf(queryId, session),
  rowtype: rowType([
    {
      name: "multiple statement execution",
      type: { kind: "VARCHAR", length: 16_777_216 },
      nullable: false,
    },
  ]),
  rowset: [["Multiple statements executed successfully."]],
  total: 1,
  returned: 1,
  statementTypeId: multiStatement,
  resultIds: children.map((child) => child.queryId).join(","),
  resultTypes: children.map(({ statement }) => statementTypeId(statement)).join(","),
});

function stateOf(queryId: string, session: Session) {
  const { database, schema, warehouse, role } = session.asking;
  return {
    queryId,
    parameters: parametersOf(session),
    databaseProvider: null,
    finalDatabaseName: database ?? null,
    finalSchemaName: schema ?? null,
    finalWarehouseName: warehouse ?? null,
    finalRoleName: role.name,
    numberOfBinds: 0,
    arrayBindSupported: false,
    // TIMESTAMP_TZ as two numbers; without it drivers expect one of their own packing.
    version: 1,
    sendResultTime: Date.now(),
    queryResultFormat: "json",
  };
}

/** The kinds drivers tell apart (gosnowflake query.go, snowflake-sdk statement_type.js, JDBC SFStatementType). */
const statementTypes: readonly (readonly [RegExp, number])[] = [
  [/^SELECT/, 0x1000],
  [/^INSERT/, 0x3100],
  [/^UPDATE/, 0x3200],
  [/^DELETE/, 0x3300],
  [/^MERGE/, 0x3400],
  [/^ALTER SESSION/, 0x4100],
  [/^USE/, 0x4300],
  [/^SHOW/, 0x4400],
  [/^DESCRIBE/, 0x4500],
  [/^(?:BEGIN|COMMIT|ROLLBACK)/, 0x5000],
];
const definition = 0x6000;
const multiStatement = 0xa000;

const statementTypeId = (statement: string): number =>
  statementTypes.find(([pattern]) => pattern.test(statement))?.[1] ?? definition;
