@_exported import Contract
@_exported import ManagementClientCore
