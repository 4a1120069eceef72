import AsyncHTTPClient
import JWTKit
import ManagementClient
import Testing
