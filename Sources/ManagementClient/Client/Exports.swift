@_exported import AccessAPI
@_exported import ApplicationsAPI
@_exported import Contract
@_exported import ManagementClientCore
@_exported import OperationsAPI
@_exported import PeopleAPI
@_exported import SecurityAPI
@_exported import TenantAPI
