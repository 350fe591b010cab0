import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'

/** Every call of the contract with the function that answers it; `actor` is who asked. */
export type Services = {
  [Name in ProcedureName]: (input: ParsedInput<Name>, actor: string) => Promise<CallOutput<Name>>
}
