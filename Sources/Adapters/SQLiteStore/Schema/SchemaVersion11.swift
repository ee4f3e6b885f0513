/// The eleventh schema: where in the audit trail objects were renamed, for each look-up by object asks for all of these
/// and would else read the whole trail.
enum SchemaVersion11 {
    static let statements = "CREATE INDEX audit_renamings ON audit (sequence) WHERE action = 'rename'"
}
