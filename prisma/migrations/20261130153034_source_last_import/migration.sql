-- AlterTable
ALTER TABLE "source" ADD COLUMN     "last_import_id" TEXT;
