internal import Store

/// What finds an object by its name, or tells what became of it.
typealias ObjectFinding = SavedStateReading & PastStateReading & AuditReading
